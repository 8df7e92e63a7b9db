using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.PrepaidHours;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Changes what stands on a ticket's head. Another order or job takes over the time that was logged already, as far as it is not billed.</summary>
public sealed class EditTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long Id, int Version, Ticket.Head Head);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
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

        var head = input.Head;
        var chosen = new TicketChoices(ticket.ClientId, ticket.LegalEntityId, null, head.AssigneeId, head.ContactId, head.JobId, head.HoursPackId, ticket.ContactId);
        if (await chosen.WrongAsync(db, ct) is { Count: > 0 } wrong)
        {
            return Result.Refused(wrong);
        }

        await using var turn = await HoursTurn.BeginAsync(db, ticket.ClientId, ct);
        db.ExpectVersion(ticket, input.Version);
        var (pack, oldest, job) = (ticket.HoursPackId, ticket.UsesOldestHours, ticket.JobId);
        if (ticket.Edit(head) is { Succeeded: false } refused)
        {
            return refused;
        }

        var takesOtherHours = pack != ticket.HoursPackId || oldest != ticket.UsesOldestHours;
        if ((takesOtherHours || job != ticket.JobId)
            && await TicketJobs.TakeTimeAlongAsync(db, ticket, takesOtherHours, clock.GetUtcNow().UtcDateTime, ct) is { Succeeded: false } notThere)
        {
            return notThere;
        }

        if (job != ticket.JobId && await TicketJobs.HoldNamedAsync(db, ticket, ct) is { } merged)
        {
            return merged;
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } unsaved)
        {
            return unsaved;
        }

        await turn.CommitAsync(ct);
        return Result.Done;
    }
}
