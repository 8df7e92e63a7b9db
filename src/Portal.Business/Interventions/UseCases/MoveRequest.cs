using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Hands a draft to those who plan, cancels a request, finishes one that needs no (further) visit, or takes up one that was cancelled or done. All else
/// follows from its visits.
/// </summary>
public sealed class MoveRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices, ILogger<MoveRequest> log)
{
    public enum Step
    {
        Submit,
        Cancel,
        Finish,
        Reopen,
    }

    /// <param name="Reason">Of finishing it.</param>
    /// <param name="CallOff">Finishing: the planned visits that go with it, with their versions as they were seen; it takes all there are.</param>
    /// <param name="Notify">Tell the client, of those that were confirmed.</param>
    /// <param name="CountVisitsDone">Finishing: visits left unfinished count as done, so that their contract bills them.</param>
    public sealed record Input(long RequestId, int Version, Step Step, string Reason = "", bool CountVisitsDone = false, IReadOnlyDictionary<long, int>? CallOff = null, bool Notify = false);

    public async Task<Result<VisitsTold>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit) || (input.CountVisitsDone && !user.Has(Permissions.ContractsBill)) || (input.CallOff is not null && !user.Has(Permissions.InterventionsPlan)))
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
        IReadOnlyList<Visit> off = input is { Step: Step.Finish, CallOff: not null }
            ? await db.Visits.Include(v => v.Crew).Where(v => v.RequestId == request.Id && (v.Status == VisitStatus.Draft || v.Status == VisitStatus.Confirmed)).ToListAsync(ct) : [];
        if (input.CallOff is { } seen && !VisitsOff.AreAsSeen([.. off], seen))
        {
            return Refusal.Conflict("Interventions.VisitsChanged");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (!(await VisitsOff.CallOffAsync(db, off, input.Reason, postpone: false, user, now, ct)).TryGet(out var known, out var notCalledOff))
        {
            return notCalledOff;
        }

        var visits = await RequestVisits.StatusesAsync(db, request.Id, off, ct);
        if (input.Step == Step.Reopen && await WhyNotReopenAsync(db, request, ct) is { } anew)
        {
            return anew;
        }

        var moved = input.Step switch
        {
            Step.Submit => request.Submit(),
            Step.Cancel => request.Cancel(visits),
            Step.Finish => request.Finish(input.Reason, visits),
            _ => request.Reopen(visits),
        };
        if (moved.Refusal is { } refused)
        {
            return refused;
        }

        if (input is { Step: Step.Finish, CountVisitsDone: true } && await CountVisitsAsync(db, request, ct) is { } notCounted)
        {
            return notCounted;
        }

        var (what, args) = input.Step switch
        {
            Step.Submit => ("RequestSubmitted", new object[] { request.Number }),
            Step.Cancel => ("RequestCancelled", [request.Number]),
            Step.Finish => ("RequestFinished", [request.Number, request.FinishedBecause]),
            _ => ("RequestReopened", [request.Number]),
        };
        db.TimelineEntries.Add(new TimelineEntry(
            request.ClientId, request.JobId, now, user, $"Interventions.{what}", nameof(ServiceRequest), request.Id, args));
        var told = input.Notify ? await notices.AddAsync(db, known, VisitNews.Cancelled, ct) : VisitsTold.Nothing;
        if (await db.TrySaveAsync(ct) is { Refusal: { } notSaved })
        {
            return notSaved;
        }

        log.RequestMoved(request.Id, request.Status);
        return told;
    }

    private async Task<Refusal?> CountVisitsAsync(PortalDbContext db, ServiceRequest request, CancellationToken ct)
    {
        var contract = await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Lines.Any(l => l.Id == request.ContractLineId), ct);
        if (contract is not { CountsLateVisits: true })
        {
            return Refusal.NotNow("Interventions.ContractBillsNoVisit", request.Number);
        }

        var left = await db.Visits.Where(v => v.RequestId == request.Id && v.Status == VisitStatus.Unfinished).ToListAsync(ct);
        return (await UnbilledVisit.CountAsDoneAsync(db, left, user, clock.GetUtcNow().UtcDateTime, ct)).Refusal;
    }

    /// <summary>Its contract made the request anew after this one had been cancelled with its visits: the same month is not visited twice.</summary>
    internal static async Task<Refusal?> WhyNotReopenAsync(PortalDbContext db, ServiceRequest request, CancellationToken ct) =>
        request is { ContractLineId: not null, OnceKey: null }
            && await db.ServiceRequests.Where(r => r.Id != request.Id && r.ContractLineId == request.ContractLineId && r.WantedFrom == request.WantedFrom && r.Status != RequestStatus.Cancelled)
                .OrderBy(r => r.Id).Select(r => r.Number).FirstOrDefaultAsync(ct) is { } anew
            ? Refusal.NotNow("Interventions.AskedAnew", anew)
            : null;
}
