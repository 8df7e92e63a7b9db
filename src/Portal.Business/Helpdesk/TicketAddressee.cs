using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Data;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Interventions;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk;

/// <summary>Who is answered on a ticket.</summary>
internal sealed record TicketAddressee(string Name, string Email)
{
    /// <summary>No person reads what is sent there.</summary>
    private static readonly string[] Unread = ["noreply", "donotreply", "nepasrepondre", "mailerdaemon", "postmaster"];

    /// <summary>Why a mail was left to a person though nothing speaks against the address that it came from.</summary>
    private static readonly MailReason[] Believed =
        [MailReason.UnknownSender, MailReason.SeveralClients, MailReason.UnknownTeam, MailReason.NotOfTheClient, MailReason.Empty];

    /// <summary>The ticket's contact; else whoever opened it and still may be answered; else the billing manager: the first of them with a usable address. Null: none.</summary>
    /// <param name="client">With contacts.</param>
    /// <param name="opener">Of <see cref="OpenerAsync"/>.</param>
    public static TicketAddressee? Of(Ticket ticket, Client client, TicketAddressee? opener) =>
        new[] { OfContact(client, ticket.ContactId), opener, OfContact(client, client.BillingManagerId) }.FirstOrDefault(a => EmailAddress.IsValid(a?.Email));

    public static async Task<TicketAddressee?> OfAsync(PortalDbContext db, Ticket ticket, Client client, CancellationToken ct) => Of(ticket, client, await OpenerAsync(db, ticket, ct));

    /// <summary>The client's user who opened it and can still see it, or whoever wrote the mail that it was made of; null: neither.</summary>
    public static async Task<TicketAddressee?> OpenerAsync(PortalDbContext db, Ticket ticket, CancellationToken ct)
    {
        var writer = await db.TicketMessages.Where(m => m.TicketId == ticket.Id && m.Kind == TicketMessageKind.FromClient).OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.UserId).FirstOrDefaultAsync(ct);
        return await db.Users.AsNoTracking().Where(u => u.Id == writer && u.IsClientUser && u.LockedAt == null && db.ClientUsers.Any(c => c.UserId == u.Id && c.ClientId == ticket.ClientId))
            .Select(u => new TicketAddressee(u.DisplayName, u.Email!)).SingleOrDefaultAsync(ct) ?? await WriterAsync(db, ticket, ct);
    }

    /// <summary>
    /// Whoever wrote the mail that a person, who saw the address, made the ticket of: known on this ticket only, and perhaps no contact of its client. Null: it came
    /// otherwise, a program wrote it or may have, it was not believed, the address is one of ours, or that of a contact who is none any more.
    /// </summary>
    public static async Task<TicketAddressee?> WriterAsync(PortalDbContext db, Ticket ticket, CancellationToken ct)
    {
        if (ticket.Origin != RequestOrigin.Mail)
        {
            return null;
        }

        var mail = await db.IncomingMails.AsNoTracking().Where(m => m.TicketId == ticket.Id && m.State == IncomingMailState.Taken)
            .OrderBy(m => m.SettledAt ?? m.ReceivedAt).ThenBy(m => m.Id).FirstOrDefaultAsync(ct);
        if (mail is null || !Believed.Contains(mail.Reason) || Unread.Contains(string.Concat(mail.FromAddress.Split('@')[0].Where(char.IsAsciiLetter))))
        {
            return null;
        }

        var address = mail.FromAddress;
        var own = await db.HelpdeskTeams.Select(t => t.Email).Concat(db.LegalEntities.Select(e => e.Email)).ToListAsync(ct);
        var isRefused = own.Contains(address, StringComparer.OrdinalIgnoreCase)
            || await db.Contacts.AnyAsync(c => c.ClientId == ticket.ClientId && c.EmailKey == address && !c.IsActive, ct);
        return isRefused ? null : new TicketAddressee(mail.FromName.Length > 0 ? mail.FromName : address, address);
    }

    private static TicketAddressee? OfContact(Client client, long? id) => client.Contacts.Find(c => c.Id == id && c.IsActive) is { } contact ? new(contact.Name, contact.Email) : null;
}
