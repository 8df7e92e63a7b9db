using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.Incoming;

/// <summary>Where a mail goes: on a ticket, into a new one of a client and team, or to a person with the reason.</summary>
/// <param name="Ticket">To be changed; where a person decides, the one it seems to belong to.</param>
internal sealed record SortedMail(MailReason Reason, Ticket? Ticket = null, Contact? Contact = null, Client? Client = null, HelpdeskTeam? Team = null);

/// <summary>
/// Decides by the Message-IDs that a mail answers, then by the ticket's number in its subject, then by whom it was sent to. Who sent it is believed
/// only as far as decision 14 says.
/// </summary>
internal static class MailSorting
{
    private const int MostNumbers = 20;

    public static async Task<SortedMail> SortAsync(PortalDbContext db, MailLetter letter, string systemAddress, CancellationToken ct)
    {
        var thread = await ThreadAsync(db, letter, ct);
        if (letter.Reason is MailReason.Malformed or MailReason.TooLarge or MailReason.Bounce || await IsOursAsync(db, letter, systemAddress, ct))
        {
            return new SortedMail(letter.Reason is MailReason.Malformed or MailReason.TooLarge or MailReason.Bounce ? letter.Reason : MailReason.OwnMail, thread);
        }

        if (letter.Reason != MailReason.None)
        {
            return new SortedMail(letter.Reason, thread);
        }

        var senders = await db.Contacts.AsNoTracking().Where(c => c.EmailKey == letter.FromAddress && c.IsActive && db.Clients.Any(x => x.Id == c.ClientId && x.IsActive)).OrderBy(c => c.Id).ToListAsync(ct);
        if (thread is not null)
        {
            var known = senders.Find(s => s.ClientId == thread.ClientId);
            var isKnown = known is not null || (await TicketAddressee.WriterAsync(db, thread, ct))?.Email == letter.FromAddress;
            return new SortedMail(isKnown ? MailReason.None : MailReason.NotOfTheClient, thread, known);
        }

        var ofClients = senders.ConvertAll(s => s.ClientId);
        return await NumberedAsync(db, letter.Subject, ofClients, ct) is { } numbered
            ? new SortedMail(MailReason.None, numbered, senders.Find(s => s.ClientId == numbered.ClientId))
            : await NewAsync(db, letter, senders, ct);
    }

    private static async Task<SortedMail> NewAsync(PortalDbContext db, MailLetter letter, List<Contact> senders, CancellationToken ct)
    {
        var teams = (await db.HelpdeskTeams.AsNoTracking().Where(t => t.IsActive && t.Email != "").OrderBy(t => t.Id).ToListAsync(ct))
            .Where(t => letter.Recipients.Contains(t.Email.ToLowerInvariant())).ToList();
        if (teams.Count == 0)
        {
            return new SortedMail(MailReason.UnknownTeam);
        }

        var ids = senders.ConvertAll(s => s.ClientId);
        var entities = teams.Select(t => t.LegalEntityId).Distinct().ToList();
        var clients = await db.Clients.AsNoTracking().Where(c => ids.Contains(c.Id) && entities.Contains(c.LegalEntityId)).ToListAsync(ct);
        return clients switch
        {
            [] => new SortedMail(MailReason.UnknownSender),
            [var client] => new SortedMail(
                MailReason.None, null, senders.Find(s => s.ClientId == client.Id), client,
                teams.Where(t => t.LegalEntityId == client.LegalEntityId).MinBy(t => letter.Recipients.ToList().IndexOf(t.Email.ToLowerInvariant()))),
            _ => new SortedMail(MailReason.SeveralClients),
        };
    }

    /// <summary>The ticket of the nearest mail that it answers and that we sent or took, where its conversation goes on.</summary>
    private static async Task<Ticket?> ThreadAsync(PortalDbContext db, MailLetter letter, CancellationToken ct)
    {
        var known = await db.TicketMessages.AsNoTracking().Where(m => m.MailId != null && letter.Answers.Contains(m.MailId)).Select(m => new { m.MailId, m.TicketId }).ToListAsync(ct);
        var nearest = letter.Answers.Select(id => known.Find(k => k.MailId == id)).FirstOrDefault(k => k is not null);
        return nearest is null ? null : await MergedTickets.GoesOnInAsync(db, nearest.TicketId, ct);
    }

    /// <summary>Anybody can write a number, so it counts only among the tickets of the clients whose contact wrote.</summary>
    private static async Task<Ticket?> NumberedAsync(PortalDbContext db, string subject, List<long> clients, CancellationToken ct)
    {
        var words = subject.Split([' ', '[', ']', '(', ')', ':', ',', ';', '#'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length <= Lengths.Code && w.Any(char.IsAsciiDigit)).Take(MostNumbers).ToList();
        if (words.Count == 0 || clients.Count == 0)
        {
            return null;
        }

        var found = await db.Tickets.AsNoTracking().Where(t => words.Contains(t.Number) && clients.Contains(t.ClientId)).Select(t => t.Id).Take(2).ToListAsync(ct);
        return found is [var one] ? await MergedTickets.GoesOnInAsync(db, one, ct) : null;
    }

    private static async Task<bool> IsOursAsync(PortalDbContext db, MailLetter letter, string systemAddress, CancellationToken ct)
    {
        if (letter.MailId is { } id && await db.TicketMessages.AnyAsync(m => m.MailId == id && m.Kind == TicketMessageKind.ToClient, ct))
        {
            return true;
        }

        var own = await db.HelpdeskTeams.Select(t => t.Email).Concat(db.LegalEntities.Select(e => e.Email)).ToListAsync(ct);
        return own.Append(systemAddress).Any(a => a.Equals(letter.FromAddress, StringComparison.OrdinalIgnoreCase));
    }
}
