using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>A person says where a mail goes that did not find its way: on a ticket that there is, or into a new one of a client.</summary>
public sealed class SettleIncomingMail(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="TicketNumber">As people read it; empty makes a new ticket of the client.</param>
    /// <param name="TeamId">Null: the first of the client's company.</param>
    /// <param name="KeepsContact">The sender becomes a contact of the client, so that they are answered and known the next time.</param>
    public sealed record Input(long Id, int Version, string TicketNumber = "", long? ClientId = null, long? TeamId = null, bool KeepsContact = false);

    /// <summary>The ticket's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || (input.KeepsContact && !user.Has(Permissions.ClientsEdit)))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var mail = await db.IncomingMails.SingleOrDefaultAsync(m => m.Id == input.Id, ct);
        var source = await db.IncomingMailSources.SingleOrDefaultAsync(s => s.IncomingMailId == input.Id, ct);
        if (mail is null || source is null)
        {
            return mail is null ? Refusal.NotFound : Refusal.NotNow("Helpdesk.MailIsSettled");
        }

        db.ExpectVersion(mail, input.Version);
        var letter = MailReader.Read(source.Bytes, mail.Reason == MailReason.TooLarge);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        if (!(await PlaceAsync(db, input, letter, now, ct)).TryGet(out var ticket, out var refusal)
            || (refusal = mail.Settle(ticket, user, now).Refusal) is not null)
        {
            return refusal;
        }

        if (await db.TrySaveAsync(ct) is { Refusal: { } lost })
        {
            return lost;
        }

        await transaction.CommitAsync(ct);
        return ticket.Id;
    }

    private async Task<Result<Ticket>> PlaceAsync(PortalDbContext db, Input input, MailLetter letter, DateTime now, CancellationToken ct)
    {
        var number = input.TicketNumber.Trim();
        if (number.Length > 0)
        {
            var named = await db.Tickets.AsNoTracking().Where(t => t.Number == number && (input.ClientId == null || t.ClientId == input.ClientId)).Select(t => t.Id).Take(2).ToListAsync(ct);
            if (named is not [var id] || await MergedTickets.GoesOnInAsync(db, id, ct) is not { } ticket)
            {
                return Refusal.Invalid("Helpdesk.UnknownTicket", number).On(nameof(input.TicketNumber));
            }

            await MailTickets.AnswerAsync(db, ticket, letter, MailTickets.NameOf(letter), now, ct);
            return ticket;
        }

        var client = await db.Clients.Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null or { IsActive: false })
        {
            return (client is null ? Refusal.Invalid("Common.Required") : Refusal.NotNow("Interventions.ClientInactive", client.Name)).On(nameof(input.ClientId));
        }

        var team = input.TeamId is { } wanted ? await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == wanted && t.IsActive, ct) : null;
        return input.TeamId is not null && team?.LegalEntityId != client.LegalEntityId
            ? Refusal.Invalid("Helpdesk.TeamOfAnother").On(nameof(input.TeamId))
            : await MailTickets.OpenAsync(db, client, team, ContactOf(db, client, letter, input.KeepsContact), letter, user, now, ct);
    }

    private static Contact? ContactOf(PortalDbContext db, Client client, MailLetter letter, bool keep)
    {
        var known = client.Contacts.Find(c => c.EmailKey == letter.FromAddress && c.IsActive);
        if (known is not null || !keep || !EmailAddress.IsValid(letter.FromAddress) || client.Contacts.Exists(c => c.EmailKey == letter.FromAddress))
        {
            return known;
        }

        var contact = new Contact { ClientId = client.Id, Name = MailTickets.NameOf(letter), Email = letter.FromAddress };
        client.Contacts.Add(contact);
        db.Contacts.Add(contact);
        client.IndexForSearch();
        return contact;
    }
}
