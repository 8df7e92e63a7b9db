using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>A team with an address, and a folder where mails arrive.</summary>
internal sealed class MailScene : IAsyncDisposable
{
    public const string TeamAddress = "aide@boreal.example";

    private int files;

    private MailScene(Boreal boreal, string folder, long teamId) => (Boreal, Folder, TeamId) = (boreal, folder, teamId);

    public Boreal Boreal { get; }

    public TestPortal Portal => Boreal.Portal;

    public string Folder { get; }

    public long TeamId { get; }

    public static async Task<MailScene> StartAsync(DatabaseProvider provider, int largest = 40_000_000)
    {
        var folder = Directory.CreateTempSubdirectory("portal-mail-in-").FullName;
        var boreal = await Boreal.StartAsync(provider, "QC", "TPS+TVQ", services => services.Configure<TicketMailOptions>(o => (o.Folder, o.Largest) = (folder, largest)));
        var team = Boreal.Value(await boreal.Portal.Get<SaveHelpdeskTeam>().RunAsync(new(null, boreal.Entity.Id, 0, "Assistance", TeamAddress, true, true, "", 1, true, 60, 480), default));
        return new MailScene(boreal, folder, team);
    }

    /// <summary>A message as a mail program writes it.</summary>
    public static string Message(
        string id, string subject = "L’imprimante ne répond pas", string from = "Marie Roy <marie@erable.example>", string to = TeamAddress, string body = "Depuis ce matin.", string more = "") =>
        $"From: {from}\nTo: {to}\nSubject: {subject}\nDate: Mon, 2 Mar 2026 09:00:00 -0500\nMessage-ID: <{id}>\n{more}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}\n";

    public string Put(string message) => Put(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")));

    public string Put(byte[] message)
    {
        var path = Path.Combine(Folder, $"{++files:0000}.eml");
        File.WriteAllBytes(path, message);
        return path;
    }

    public async Task<TakeTicketMail.Run> TakeAsync()
    {
        var before = Portal.User;
        Portal.User = SystemUser.Instance;
        var run = Boreal.Value(await Portal.Get<TakeTicketMail>().RunAsync(default));
        Portal.User = before;
        return run;
    }

    /// <summary>Takes one message in, and says what became of it.</summary>
    public async Task<IncomingMail> TakeAsync(string message)
    {
        Put(message);
        await TakeAsync();
        await using var db = Portal.Open();
        return db.IncomingMails.OrderByDescending(m => m.Id).First();
    }

    public async Task<ShowTicket.Shown> ShowAsync(long ticketId) => Boreal.Value(await Portal.Get<ShowTicket>().RunAsync(ticketId, default));

    /// <summary>Our answer, and the Message-ID under which it went out.</summary>
    public async Task<string> AnswerAsync(long ticketId, string body, TicketStatus? then = null)
    {
        Boreal.Require(await Portal.Get<AnswerTicket>().RunAsync(new(ticketId, Guid.NewGuid(), body, false, then), default));
        await using var db = Portal.Open();
        return db.OutgoingMessages.OrderByDescending(m => m.Id).First().MessageId;
    }

    public async ValueTask DisposeAsync()
    {
        await Boreal.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
