using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>
/// Takes the conversation, files and labels of a ticket over to another of the same client, which is open afterwards if the ticket was; it stays,
/// closed, to point there. Its time stays where it was counted and is shown on both.
/// </summary>
public sealed class MergeTickets(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="IntoNumber">The number of the other, as people read it.</param>
    public sealed record Input(long Id, int Version, string IntoNumber);

    /// <summary>The id of the other.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == input.Id, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        var number = input.IntoNumber.Trim().ToUpperInvariant();
        var into = await db.Tickets.SingleOrDefaultAsync(t => t.Number == number && t.ClientId == ticket.ClientId && t.LegalEntityId == ticket.LegalEntityId && t.Id != ticket.Id, ct);
        if (into is null || into.MergedIntoId is not null || ticket.MergedIntoId is not null)
        {
            return Refusal.NotNow("Helpdesk.NotToBeMerged").On(nameof(input.IntoNumber));
        }

        db.ExpectVersion(ticket, input.Version);
        await TakeOverAsync(db, ticket, into, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
        var wasOpen = !ticket.IsOver;
        ticket.MergeInto(into, await HoursAsync(db, ticket, seller, ct), now);
        into.Heard(now);

        // Saved in any case, so that of two tickets merged into each other at once one is refused.
        db.Touch(into);
        if (wasOpen && into.IsOver)
        {
            into.MoveTo(TicketStatus.Open, await HoursAsync(db, into, seller, ct), now);
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? into.Id : Result<long>.Refused(saved.Refusals);
    }

    private static async Task<ServiceHours?> HoursAsync(PortalDbContext db, Ticket ticket, LegalEntity seller, CancellationToken ct) =>
        await ServiceHours.LoadAsync(db, await db.HelpdeskTeams.AsNoTracking().SingleOrDefaultAsync(t => t.Id == ticket.TeamId, ct), seller, ct);

    private static async Task TakeOverAsync(PortalDbContext db, Ticket ticket, Ticket into, CancellationToken ct)
    {
        foreach (var message in await db.TicketMessages.Where(m => m.TicketId == ticket.Id).ToListAsync(ct))
        {
            message.TicketId = into.Id;
        }

        foreach (var document in await db.StoredDocuments.Where(d => d.SubjectType == nameof(Ticket) && d.SubjectId == ticket.Id).ToListAsync(ct))
        {
            document.MoveTo(SubjectRef.To(into));
        }

        var labels = await db.TicketLabels.Where(l => l.TicketId == ticket.Id || l.TicketId == into.Id).ToListAsync(ct);
        foreach (var label in labels.Where(l => l.TicketId == ticket.Id && !labels.Exists(o => o.TicketId == into.Id && o.Key == l.Key)))
        {
            label.MoveTo(into.Id);
        }

        var links = await db.TicketLinks.Where(l => l.TicketId == ticket.Id || l.TicketId == into.Id).ToListAsync(ct);
        foreach (var link in links.Where(l => l.TicketId == ticket.Id && !links.Exists(o => o.TicketId == into.Id && o.Kind == l.Kind && o.SubjectId == l.SubjectId)))
        {
            link.TicketId = into.Id;
        }

        var unsaved = await db.UnsavedAnswers.Where(u => u.TicketId == ticket.Id || u.TicketId == into.Id).ToListAsync(ct);
        foreach (var answer in unsaved.Where(u => u.TicketId == ticket.Id && !unsaved.Exists(o => o.TicketId == into.Id && o.UserId == u.UserId)))
        {
            answer.MoveTo(into.Id);
        }

        foreach (var earlier in await db.Tickets.Where(t => t.MergedIntoId == ticket.Id).ToListAsync(ct))
        {
            earlier.FollowTo(into);
        }
    }
}
