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

        if (await WrongChoiceAsync(db, ticket, input.Head, ct) is { } field)
        {
            return Refusal.Invalid("Helpdesk.NotOfThisClient").On(field);
        }

        await using var turn = await HoursTurn.BeginAsync(db, ticket.ClientId, ct);
        db.ExpectVersion(ticket, input.Version);
        var (pack, oldest, job) = (ticket.HoursPackId, ticket.UsesOldestHours, ticket.JobId);
        if (ticket.Edit(input.Head) is { Succeeded: false } refused)
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

    /// <summary>The field that names something of another client, or somebody who is not staff.</summary>
    private static async Task<string?> WrongChoiceAsync(PortalDbContext db, Ticket ticket, Ticket.Head head, CancellationToken ct) =>
        head.JobId is { } job && !await db.Jobs.AnyAsync(j => j.Id == job && j.ClientId == ticket.ClientId && j.LegalEntityId == ticket.LegalEntityId, ct) ? nameof(head.JobId)
        : head.HoursPackId is { } pack && !await db.HoursPacks.AnyAsync(p => p.Id == pack && p.ClientId == ticket.ClientId && p.LegalEntityId == ticket.LegalEntityId, ct) ? nameof(head.HoursPackId)
        : head.ContactId is { } contact && !await db.Clients.AnyAsync(c => c.Id == ticket.ClientId && c.Contacts.Any(x => x.Id == contact), ct) ? nameof(head.ContactId)
        : head.AssigneeId is { } assignee && !await db.Users.AnyAsync(u => u.Id == assignee && !u.IsClientUser, ct) ? nameof(head.AssigneeId)
        : null;
}
