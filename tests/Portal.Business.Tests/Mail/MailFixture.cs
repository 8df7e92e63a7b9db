using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Mail;

/// <summary>A business that sends through a mail server of the test.</summary>
public sealed class MailFixture : IAsyncDisposable
{
    private MailFixture(TestPortal portal, SmtpTestServer server)
    {
        Portal = portal;
        Server = server;
    }

    public TestPortal Portal { get; }

    public SmtpTestServer Server { get; }

    public static async Task<MailFixture> StartAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite, Action<MailOptions>? settings = null, Action<IServiceCollection>? more = null)
    {
        var server = new SmtpTestServer();
        var portal = await TestPortal.StartAsync(provider, services =>
        {
            services.Configure<MailOptions>(o =>
            {
                SendThrough(server, o);
                settings?.Invoke(o);
            });
            more?.Invoke(services);
        });
        return new MailFixture(portal, server);
    }

    public static void SendThrough(SmtpTestServer server, MailOptions options)
    {
        options.Delivery = MailDelivery.Smtp;
        options.From = "facturation@atelier-nord.example";
        options.FromName = "Atelier Nord";
        options.Smtp.Host = "127.0.0.1";
        options.Smtp.Port = server.Port;
        options.Smtp.Security = SmtpSecurity.None;
        options.Smtp.CommandTimeoutSeconds = 20;
    }

    public static NewMessage Message(params string[] to) => new("test", new ComposedMail("Facture", "<p>Bonjour</p>", "Bonjour", "fr-CA"))
    {
        To = [.. to.Select(a => new MailContact(a))],
    };

    public async Task<long> QueueAsync(NewMessage message)
    {
        await using var db = Portal.Open();
        var row = Portal.Get<Outbox>().Add(db, message);
        await db.SaveChangesAsync();
        return row.Id;
    }

    public async Task<OutboxRun> SendAsync()
    {
        Portal.User = SystemUser.Instance;
        return (await Portal.Get<SendOutbox>().RunAsync(default)).Value;
    }

    public async Task<OutgoingMessage> FindAsync(long id)
    {
        await using var db = Portal.Open();
        return await db.OutgoingMessages.Include(m => m.Events).SingleAsync(m => m.Id == id);
    }

    public async Task<(MessageState State, string? Attention)> StateAsync(long id)
    {
        var message = await FindAsync(id);
        return (message.State, message.Attention);
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Server.DisposeAsync();
    }
}
