using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Hands a draft to those who plan, cancels a request, or takes up one that was cancelled or done. All else follows from its visits.</summary>
public sealed class MoveRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<MoveRequest> log)
{
    public enum Step
    {
        Submit,
        Cancel,
        Reopen,
    }

    public sealed record Input(long RequestId, int Version, Step Step);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(request, input.Version);
        var visits = await RequestVisits.StatusesAsync(db, request.Id, [], ct);
        if (input.Step == Step.Reopen && await AskedAnewAsync(db, request, ct) is { } anew)
        {
            return Refusal.NotNow("Interventions.AskedAnew", anew);
        }

        var moved = input.Step switch { Step.Submit => request.Submit(), Step.Cancel => request.Cancel(visits), _ => request.Reopen(visits) };
        if (!moved.Succeeded)
        {
            return moved;
        }

        var what = input.Step switch { Step.Submit => "Interventions.RequestSubmitted", Step.Cancel => "Interventions.RequestCancelled", _ => "Interventions.RequestReopened" };
        db.TimelineEntries.Add(new TimelineEntry(
            request.ClientId, request.JobId, clock.GetUtcNow().UtcDateTime, user, what, nameof(ServiceRequest), request.Id, request.Number));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.RequestMoved(request.Id, request.Status);
        }

        return saved;
    }

    /// <summary>The request that its contract made anew after this one had been cancelled with its visits: the same month is not visited twice.</summary>
    private static Task<string?> AskedAnewAsync(PortalDbContext db, ServiceRequest request, CancellationToken ct) =>
        request is { ContractLineId: not null, OnceKey: null }
            ? db.ServiceRequests.Where(r => r.Id != request.Id && r.ContractLineId == request.ContractLineId && r.WantedFrom == request.WantedFrom && r.Status != RequestStatus.Cancelled)
                .OrderBy(r => r.Id).Select(r => (string?)r.Number).FirstOrDefaultAsync(ct)
            : Task.FromResult<string?>(null);
}
