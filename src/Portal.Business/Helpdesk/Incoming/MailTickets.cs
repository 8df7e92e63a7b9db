using Microsoft.EntityFrameworkCore;
using Portal.Business.Batches;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>Writes a letter on a ticket, in the caller's open <see cref="WriteTransaction"/> and save.</summary>
internal static class MailTickets
{
    /// <summary>The client wrote on a ticket that there is; it moves as by an answer in the portal.</summary>
    public static async Task AnswerAsync(PortalDbContext db, Ticket ticket, MailLetter letter, string by, DateTime now, CancellationToken ct)
    {
        db.TicketMessages.Add(await FillAsync(db, ticket, letter, new TicketMessage
        {
            TicketId = ticket.Id,
            ClientId = ticket.ClientId,
            Kind = TicketMessageKind.FromClient,
            At = now,
            By = by,
            Body = BodyOf(letter),
        }, now, ct));
        await ClientAnswers.HearAsync(db, ticket, now, ct);
    }

    /// <summary>A new ticket; whoever wrote is answered.</summary>
    public static async Task<Result<Ticket>> OpenAsync(
        PortalDbContext db, Client client, HelpdeskTeam? team, Contact? contact, MailLetter letter, ICurrentUser by, DateTime now, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var title = letter.Subject.Length > 0 ? letter.Subject : TextsIn.Get<HelpdeskText>(seller.Language, "MailWithoutSubject");
        var started = await NewTicket.StartAsync(db, client, seller, title, BodyOf(letter), RequestOrigin.Mail, team?.Id, by, now, ct, contact?.Name ?? NameOf(letter));
        if (!started.TryGet(out var ticket))
        {
            return started;
        }

        ticket.Edit(new Ticket.Head(ticket.Title, ticket.Priority, null, contact?.Id, null, ticket.HoursPackId, false));
        await FillAsync(db, ticket, letter, db.TicketMessages.Local.Single(m => m.TicketId == ticket.Id), now, ct);
        return ticket;
    }

    public static string NameOf(MailLetter letter) => letter.FromName.Length > 0 ? letter.FromName : letter.FromAddress;

    private static async Task<TicketMessage> FillAsync(PortalDbContext db, Ticket ticket, MailLetter letter, TicketMessage message, DateTime now, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        var files = await TicketFiles.ReadAsync([.. letter.Files.Select(f => new IncomingFile(f.Name, f.Bytes))], refusals, ct);
        db.StoredDocuments.AddRange(files.Select(f => TicketFiles.Keep(ticket, f, DocumentVisibility.SharedWithClient, now)));
        (message.MailId, message.Quoted) = (letter.MailId, letter.Quoted);
        message.LeftOut = [.. refusals.Select(StoredRefusal.Of)];
        return message;
    }

    /// <summary>A mail of nothing but a file says so.</summary>
    private static string BodyOf(MailLetter letter) => letter.Text.Length > 0 ? letter.Text : "—";
}
