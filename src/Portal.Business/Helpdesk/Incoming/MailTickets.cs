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
        letter = await NameWholeAsync(db, ticket.Id, letter, ct);
        var language = await db.Clients.Where(c => c.Id == ticket.ClientId).Select(c => c.Language).SingleAsync(ct);
        db.TicketMessages.Add(await FillAsync(db, ticket, letter, new TicketMessage
        {
            TicketId = ticket.Id,
            ClientId = ticket.ClientId,
            Kind = TicketMessageKind.FromClient,
            At = now,
            By = by,
            Body = BodyOf(letter, language),
        }, now, ct));
        await ClientAnswers.HearAsync(db, ticket, now, ct);
    }

    /// <summary>A new ticket; whoever wrote is answered.</summary>
    public static async Task<Result<Ticket>> OpenAsync(
        PortalDbContext db, Client client, HelpdeskTeam? team, Contact? contact, MailLetter letter, ICurrentUser by, DateTime now, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        var title = letter.Subject.Length > 0 ? letter.Subject : TextsIn.Get<HelpdeskText>(seller.Language, "MailWithoutSubject");
        letter = await NameWholeAsync(db, null, letter, ct);
        var started = await NewTicket.StartAsync(db, client, seller, title, BodyOf(letter, client.Language), RequestOrigin.Mail, team?.Id, by, now, ct, contact?.Name ?? NameOf(letter));
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

    /// <summary>The file that holds a long text whole has a name that no other file of the mail and of the ticket has, since the message points at it.</summary>
    private static async Task<MailLetter> NameWholeAsync(PortalDbContext db, long? ticketId, MailLetter letter, CancellationToken ct)
    {
        if (!letter.IsShortened)
        {
            return letter;
        }

        var taken = await db.StoredDocuments.Where(d => d.SubjectType == nameof(Ticket) && d.SubjectId == ticketId).Select(d => d.FileName).ToListAsync(ct);
        taken.AddRange(letter.Files.Skip(1).Select(f => f.Name));
        var name = MailReader.WholeName;
        for (var next = 2; taken.Contains(name, StringComparer.OrdinalIgnoreCase); next++)
        {
            name = $"{Path.GetFileNameWithoutExtension(MailReader.WholeName)}-{next}{Path.GetExtension(MailReader.WholeName)}";
        }

        return letter with { Files = [(name, letter.Files[0].Bytes), .. letter.Files.Skip(1)] };
    }

    /// <summary>A mail of nothing but a file says so, and one that was shortened says where it goes on, unless that file is too large to be kept, which is said with it.</summary>
    private static string BodyOf(MailLetter letter, string language)
    {
        if (!letter.IsShortened || letter.Files[0].Bytes.Length > Uploads.Largest)
        {
            return letter.Text.Length > 0 ? letter.Text : "—";
        }

        var end = "…\n\n" + TextsIn.Get<HelpdeskText>(language, "MailGoesOn", letter.Files[0].Name);
        return Folding.Cut(letter.Text, Lengths.LongText - end.Length).TrimEnd('…').TrimEnd() + end;
    }
}
