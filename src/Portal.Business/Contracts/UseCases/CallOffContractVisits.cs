using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Cancels together the visits of a contract that are planned after its end, after that of their line, or in a rest. Requests that nothing is left of are
/// cancelled with them; should the contract go on, they are made again.
/// </summary>
public sealed class CallOffContractVisits(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices)
{
    /// <param name="Version">As the person saw it: one that was moved since is not cancelled unseen.</param>
    public sealed record Choice(long VisitId, int Version);

    /// <param name="Notify">Tell the client, of what was confirmed.</param>
    public sealed record Input(long ContractId, IReadOnlyCollection<Choice> Visits, bool Notify);

    public async Task<Result<VisitsTold>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan) || !user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        return await RequestVisits.InTurnAsync(() => CallOffAsync(input, ct));
    }

    private async Task<Result<VisitsTold>> CallOffAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (await ContractAccess.FindAsync(db, input.ContractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var versions = input.Visits.ToDictionary(v => v.VisitId, v => v.Version);
        var visits = await PlannedContractVisit.Of(db, contract.Id).Include(v => v.Crew).Where(v => versions.Keys.Contains(v.Id)).ToListAsync(ct);
        var requestIds = visits.Select(v => v.RequestId).Distinct().ToList();
        var requests = await db.ServiceRequests.Where(r => requestIds.Contains(r.Id)).ToDictionaryAsync(r => r.Id, ct);
        if (visits.Count == 0 || !VisitsOff.AreAsSeen(visits, versions)
            || visits.Exists(v => !PlannedContractVisit.IsOutsideOf(contract, requests[v.RequestId].ContractLineId!.Value, entity.DayOf(v.StartsAt))))
        {
            return Refusal.Conflict("Contracts.VisitsChanged");
        }

        // Somebody may let the contract go on at this moment: then the visits stay.
        db.Touch(contract);
        var now = clock.GetUtcNow().UtcDateTime;
        var language = await db.Clients.Where(c => c.Id == contract.ClientId).Select(c => c.Language).SingleAsync(ct);
        var reason = TextsIn.Get<ContractsText>(language, "CallOffReason", contract.Reference);
        if (!(await VisitsOff.CallOffAsync(db, visits, reason, postpone: false, user, now, ct)).TryGet(out var known, out var refusal))
        {
            return refusal;
        }

        var cancelled = new List<long>();
        foreach (var (request, statuses) in await RequestVisits.FollowAsync(db, ct, visits))
        {
            if (statuses.All(s => s is VisitStatus.Cancelled or VisitStatus.Postponed) && request.Cancel(statuses).Succeeded)
            {
                request.OnceKey = null;
                cancelled.Add(request.Id);
                db.TimelineEntries.Add(new TimelineEntry(request.ClientId, request.JobId, now, user, "Interventions.RequestCancelled", nameof(ServiceRequest), request.Id, request.Number));
            }
        }

        var told = input.Notify ? await notices.AddAsync(db, known, VisitNews.Cancelled, ct) : VisitsTold.Nothing;
        db.GeneratedRequests.RemoveRange(await db.GeneratedRequests.Where(g => cancelled.Contains(g.RequestId)).ToListAsync(ct));
        return await db.TrySaveAsync(ct) is { Refusal: { } notSaved } ? notSaved : told;
    }
}
