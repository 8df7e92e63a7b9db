using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk;

/// <summary>Who is answered on a ticket.</summary>
internal sealed record TicketAddressee(string Name, string Email)
{
    /// <summary>The ticket's contact; else whoever opened it in the portal and still may; else the billing manager: the first of them with a usable address. Null: none.</summary>
    /// <param name="client">With contacts.</param>
    /// <param name="opener">Of <see cref="OpenerAsync"/>.</param>
    public static TicketAddressee? Of(Ticket ticket, Client client, TicketAddressee? opener) =>
        new[] { OfContact(client, ticket.ContactId), opener, OfContact(client, client.BillingManagerId) }.FirstOrDefault(a => EmailAddress.IsValid(a?.Email));

    public static async Task<TicketAddressee?> OfAsync(PortalDbContext db, Ticket ticket, Client client, CancellationToken ct) => Of(ticket, client, await OpenerAsync(db, ticket, ct));

    /// <summary>The client's user who opened it and can still see it; null: nobody of the portal.</summary>
    public static async Task<TicketAddressee?> OpenerAsync(PortalDbContext db, Ticket ticket, CancellationToken ct)
    {
        var writer = await db.TicketMessages.Where(m => m.TicketId == ticket.Id && m.Kind == TicketMessageKind.FromClient).OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.UserId).FirstOrDefaultAsync(ct);
        return await db.Users.AsNoTracking().Where(u => u.Id == writer && u.IsClientUser && u.LockedAt == null && db.ClientUsers.Any(c => c.UserId == u.Id && c.ClientId == ticket.ClientId))
            .Select(u => new TicketAddressee(u.DisplayName, u.Email!)).SingleOrDefaultAsync(ct);
    }

    private static TicketAddressee? OfContact(Client client, long? id) => client.Contacts.Find(c => c.Id == id && c.IsActive) is { } contact ? new(contact.Name, contact.Email) : null;
}
