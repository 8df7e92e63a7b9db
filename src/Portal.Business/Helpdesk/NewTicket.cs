using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk;

/// <summary>Makes a numbered ticket with its first message, in the caller's open <see cref="WriteTransaction"/> and save.</summary>
internal static class NewTicket
{
    /// <summary>It takes the client's latest order with hours left, a prepaid one first. Without a team named, the company's first one takes it.</summary>
    /// <param name="writtenBy">Who wrote, where it is not the user.</param>
    public static async Task<Result<Ticket>> StartAsync(
        PortalDbContext db, Client client, LegalEntity seller, string title, string body, RequestOrigin origin, long? teamId, ICurrentUser by, DateTime now, CancellationToken ct,
        string? writtenBy = null)
    {
        List<Refusal> missing = [.. new[] { (Field: "Title", Text: title), (Field: "Body", Text: body) }.Where(f => string.IsNullOrWhiteSpace(f.Text)).Select(f => Refusal.Invalid("Common.Required").On(f.Field))];
        if (missing.Count > 0)
        {
            return Result<Ticket>.Refused(missing);
        }

        if (title.Trim().Length > Lengths.Name || body.Length > Lengths.LongText)
        {
            return title.Trim().Length > Lengths.Name ? Refusal.Invalid("Common.TooLong", "Title", Lengths.Name).On("Title") : Refusal.Invalid("Common.TooLong", "Body", Lengths.LongText).On("Body");
        }

        var team = await db.HelpdeskTeams.AsNoTracking().Where(t => t.LegalEntityId == seller.Id && t.IsActive && (teamId == null || t.Id == teamId)).OrderBy(t => t.Id).FirstOrDefaultAsync(ct);
        if (!(await db.TakeNumberAsync(seller.Id, NumberedDocument.Ticket, seller.DayOf(now), ct)).TryGet(out var number, out var none))
        {
            return none;
        }

        var ticket = new Ticket(seller.Id, client.Id, number, title, origin, now);
        if (team is not null)
        {
            ticket.GiveTo(team, await ServiceHours.OfAsync(db, team, seller, ct));
        }

        ticket.TakeHoursOf(await LatestPackAsync(db, client.Id, seller, now, ct));
        db.Tickets.Add(ticket);
        db.TimelineEntries.Add(TicketEvents.Opened(ticket, by, now));
        db.TicketMessages.Add(new TicketMessage
        {
            TicketId = ticket.Id,
            ClientId = client.Id,
            Kind = TicketMessageKind.FromClient,
            At = now,
            UserId = by.UserId,
            By = writtenBy ?? by.Name,
            Body = body.Trim(),
        });
        return ticket;
    }

    /// <summary>The id of the ticket that was made under a key before.</summary>
    public static Task<long?> FindAsync(PortalDbContext db, string key, CancellationToken ct) =>
        db.Tickets.AsNoTracking().Where(t => t.OnceKey == key).Select(t => (long?)t.Id).SingleOrDefaultAsync(ct);

    /// <summary>What is paid already comes first: a budget whose time is billed as it is delivered is taken where no prepaid hours are left.</summary>
    private static Task<long?> LatestPackAsync(PortalDbContext db, long clientId, LegalEntity seller, DateTime now, CancellationToken ct)
    {
        var today = seller.DayOf(now);
        return db.HoursPacks.Where(p => p.ClientId == clientId && p.LegalEntityId == seller.Id && p.BalanceMinutes > 0 && (p.ExpiresOn == null || p.ExpiresOn >= today))
            .OrderBy(p => p.BillsDelivered).ThenByDescending(p => p.BoughtOn).ThenByDescending(p => p.Id).Select(p => (long?)p.Id).FirstOrDefaultAsync(ct);
    }
}
