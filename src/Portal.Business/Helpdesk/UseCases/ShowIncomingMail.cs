using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.Incoming;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A mail that came for the helpdesk, with what it says, and where it may go.</summary>
public sealed class ShowIncomingMail(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Choice(long Id, string Text);

    /// <param name="Ticket">On which it stands, or seems to belong.</param>
    /// <param name="Clients">Of whom the sender's address is a contact.</param>
    /// <param name="HasSource">The message is still there.</param>
    public sealed record Shown(
        long Id, int Version, IncomingMailState State, MailReason Reason, DateTime ReceivedAt, string FromAddress, string FromName, string Subject, string Recipients, string Text, string Quoted,
        IReadOnlyList<string> Files, Choice? Ticket, IReadOnlyList<Choice> Clients, IReadOnlyList<Choice> Teams, bool HasSource, DateTime? SettledAt, string SettledBy)
    {
        public bool IsOpen => State is IncomingMailState.Parked or IncomingMailState.LeftOut && HasSource;
    }

    public async Task<Result<Shown>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.IncomingMails.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } mail)
        {
            return Refusal.NotFound;
        }

        var source = await db.IncomingMailSources.AsNoTracking().SingleOrDefaultAsync(s => s.IncomingMailId == id, ct);
        var letter = source is null ? null : MailReader.Read(source.Bytes, mail.Reason == MailReason.TooLarge);
        var ticket = await db.Tickets.Where(t => t.Id == mail.TicketId).Select(t => new Choice(t.Id, t.Number)).SingleOrDefaultAsync(ct);
        var clients = mail.FromAddress.Length == 0 ? [] : await db.Clients.Where(c => c.IsActive && c.Contacts.Any(x => x.EmailKey == mail.FromAddress && x.IsActive)).OrderBy(c => c.Name).Take(20).Select(c => new Choice(c.Id, c.Name)).ToListAsync(ct);
        var teams = await db.HelpdeskTeams.Where(t => t.IsActive).OrderBy(t => t.Name).Select(t => new Choice(t.Id, t.Name)).ToListAsync(ct);
        return new Shown(
            mail.Id, mail.Version, mail.State, mail.Reason, mail.ReceivedAt, mail.FromAddress, mail.FromName, mail.Subject, mail.Recipients, letter?.Text ?? "", letter?.Quoted ?? "",
            [.. letter?.Files.Select(f => f.Name) ?? []], ticket, clients, teams, source is not null, mail.SettledAt, mail.SettledBy);
    }
}
