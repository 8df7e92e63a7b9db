using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The canned answers of the team of a ticket, in the language of its client and with their blanks filled in, to be put into what one writes.</summary>
public sealed class OfferCannedAnswers(PortalDbContextFactory contexts, IOptions<SiteOptions> site, ICurrentUser user)
{
    public sealed record Row(long Id, string Name, string Text);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(long ticketId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticketId, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        var answers = await db.CannedAnswers.AsNoTracking().Where(a => a.TeamId == ticket.TeamId).OrderBy(a => a.Name).ThenBy(a => a.Id).Take(CannedAnswer.Most).ToListAsync(ct);
        if (answers.Count == 0)
        {
            return new List<Row>();
        }

        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == ticket.ClientId, ct);
        var contact = await TicketAddressee.OfAsync(db, ticket, client, ct);
        var values = new Dictionary<string, string>
        {
            ["Client.Name"] = client.Name,
            ["Contact.Name"] = contact?.Name ?? client.Name,
            ["Ticket.Number"] = ticket.Number,
            ["Ticket.Title"] = ticket.Title,
            ["Agent.Name"] = user.Name,
            ["Portal.Link"] = site.Value.Link($"portal/tickets/{ticket.Id}"),
        };
        return answers.ConvertAll(a => new Row(a.Id, a.Name, a.Fill(client.Language, values)));
    }
}
