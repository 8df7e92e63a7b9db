using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Somebody has to go there: makes a service request of a ticket, once, in the ticket's job.</summary>
public sealed class RequestFromTicket(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long TicketId);

    /// <summary>The request's id; of the one that there is already, the same.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || !user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == input.TicketId, ct);
        if (ticket is null)
        {
            return Refusal.NotFound;
        }

        if (ticket.RequestId is { } known)
        {
            return known;
        }

        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == ticket.ClientId, ct);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == ticket.LegalEntityId, ct);
        var first = await db.TicketMessages.Where(m => m.TicketId == ticket.Id && m.Kind == TicketMessageKind.FromClient).OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.Body).FirstOrDefaultAsync(ct);
        var job = ticket.JobId is { } jobId ? await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId, ct) : null;
        var head = new ServiceRequest.Head(
            ticket.Title, $"{ticket.Number}\n\n{first}", null, ticket.ContactId, null, ticket.Priority, null, null, 60, 1, client.FiscalPositionWith(seller.Id), []);
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewRequest.StartAsync(db, client, seller, job is { IsFinished: false } ? job : null, head, RequestOrigin.Staff, user, clock.GetUtcNow().UtcDateTime, ct);
        if (!started.TryGet(out var request))
        {
            return Result<long>.Refused(started.Refusals);
        }

        request.Submit();
        ticket.BecomeRequest(request.Id);
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        return request.Id;
    }
}
