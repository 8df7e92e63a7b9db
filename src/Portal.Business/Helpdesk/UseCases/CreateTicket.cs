using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Writes down what a client asks, by telephone for instance.</summary>
public sealed class CreateTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Body">What the client says.</param>
    /// <param name="AssigneeId">Null: nobody yet.</param>
    public sealed record Input(long ClientId, string Title, string Body, RequestPriority Priority = RequestPriority.Normal, long? TeamId = null, long? AssigneeId = null, long? JobId = null);

    /// <summary>The ticket's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null or { IsActive: false })
        {
            return client is null ? Refusal.Invalid("Common.Required").On(nameof(input.ClientId)) : Refusal.NotNow("Interventions.ClientInactive", client.Name).On(nameof(input.ClientId));
        }

        if (input.AssigneeId is { } assignee && !await db.Users.AnyAsync(u => u.Id == assignee && !u.IsClientUser, ct))
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.AssigneeId));
        }

        if (input.JobId is { } job && !await db.Jobs.AnyAsync(j => j.Id == job && j.ClientId == client.Id && j.LegalEntityId == client.LegalEntityId, ct))
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.JobId));
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == client.LegalEntityId, ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewTicket.StartAsync(db, client, seller, input.Title, input.Body, RequestOrigin.Staff, input.TeamId, user, clock.GetUtcNow().UtcDateTime, ct);
        if (!started.TryGet(out var ticket))
        {
            return Result<long>.Refused(started.Refusals);
        }

        ticket.Edit(new Ticket.Head(ticket.Title, input.Priority, input.AssigneeId, null, input.JobId, ticket.HoursPackId, false));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        return ticket.Id;
    }
}
