using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk;

/// <summary>Who is answered on a ticket.</summary>
internal sealed record TicketAddressee(string Name, string Email)
{
    /// <summary>The ticket's contact; else whoever opened it in the portal and still may; else the billing manager.</summary>
    /// <param name="client">With contacts.</param>
    public static async Task<TicketAddressee?> OfAsync(PortalDbContext db, Ticket ticket, Client client, CancellationToken ct) =>
        (client.Contacts.Find(c => c.Id == ticket.ContactId && c.IsActive) is { } contact ? Of(contact) : await OpenerAsync(db, ticket, ct))
            ?? (client.Contacts.Find(c => c.Id == client.BillingManagerId) is { } manager ? Of(manager) : null);

    /// <summary>The client's user who opened it and can still see it; null: nobody of the portal.</summary>
    public static async Task<TicketAddressee?> OpenerAsync(PortalDbContext db, Ticket ticket, CancellationToken ct)
    {
        var writer = await db.TicketMessages.Where(m => m.TicketId == ticket.Id && m.Kind == TicketMessageKind.FromClient).OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.UserId).FirstOrDefaultAsync(ct);
        return await db.Users.AsNoTracking().Where(u => u.Id == writer && u.IsClientUser && u.LockedAt == null && db.ClientUsers.Any(c => c.UserId == u.Id && c.ClientId == ticket.ClientId))
            .Select(u => new TicketAddressee(u.DisplayName, u.Email!)).SingleOrDefaultAsync(ct);
    }

    private static TicketAddressee Of(Contact contact) => new(contact.Name, contact.Email);
}
