using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts;

/// <summary>
/// A visit of a contract that counts visits, left unfinished: once its request is finished by hand no other visit follows, and nothing is billed for it
/// unless a person counts it as done.
/// </summary>
/// <param name="On">Its day in the time zone of the company.</param>
/// <param name="Left">What was left to do.</param>
public sealed record UnbilledVisit(long Id, int Version, string Number, long RequestId, string RequestNumber, DateOnly On, string Left)
{
    /// <summary>Of requests that were finished by hand, the latest first.</summary>
    /// <param name="contract">Whole.</param>
    internal static async Task<IReadOnlyList<UnbilledVisit>> OfAsync(PortalDbContext db, Contract contract, LegalEntity entity, CancellationToken ct) =>
        CountsVisits(contract) && contract.CountsLateVisits
            ? [.. (await ReadAsync(db.ServiceRequests.AllClients().OfContract(db, contract.Id).Where(r => r.Status == RequestStatus.Done && r.FinishedBecause != ""), db, entity, ct))
                .Where(v => !(v.On > contract.LastDay))]
            : [];

    /// <summary>Those whose day is over and that nobody finished: nothing is billed for them until somebody does. The latest first.</summary>
    /// <param name="contract">Whole.</param>
    internal static async Task<IReadOnlyList<UnbilledVisit>> ForgottenAsync(PortalDbContext db, Contract contract, LegalEntity entity, DateOnly today, CancellationToken ct) =>
        CountsVisits(contract) && contract.CountsLateVisits
            ? [.. (await ReadAsync(ForgottenVisits.Of(db.Visits.AllClients(), entity, today), db.ServiceRequests.AllClients().OfContract(db, contract.Id), db, entity, ct))
                .Where(v => !(v.On > contract.LastDay))]
            : [];

    /// <summary>What would not be billed of a request, or is not; null where no contract counts its visits.</summary>
    internal static async Task<UnbilledWork?> OfAsync(PortalDbContext db, ServiceRequest request, LegalEntity entity, CancellationToken ct)
    {
        if (request.ContractLineId is not { } line || await db.Contracts.AsNoTracking().SingleOrDefaultAsync(c => c.Lines.Any(l => l.Id == line), ct) is not { } contract || !CountsVisits(contract))
        {
            return null;
        }

        return new UnbilledWork(
            contract.Id, contract.Reference, contract.Frequency == BillingFrequency.PerVisit, contract.CountsLateVisits,
            await ReadAsync(db.ServiceRequests.AllClients().Where(r => r.Id == request.Id), db, entity, ct));
    }

    /// <summary>Counts them as done: the next billing run of their contract bills them, and a year that was revised is looked at again.</summary>
    /// <param name="visits">Tracked.</param>
    internal static async Task<Result> CountAsDoneAsync(PortalDbContext db, IReadOnlyCollection<Visit> visits, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        foreach (var visit in visits)
        {
            if (visit.CountAsDone() is { Succeeded: false } refused)
            {
                return refused;
            }

            db.TimelineEntries.Add(new TimelineEntry(visit.ClientId, visit.JobId, now, user, "Interventions.VisitCountedDone", nameof(Visit), visit.Id, visit.Number));
        }

        await LateVisits.LookAgainAsync(db, ct, visits);
        return Result.Done;
    }

    private static bool CountsVisits(Contract contract) => contract.Frequency == BillingFrequency.PerVisit || contract.IsRevised;

    private static Task<IReadOnlyList<UnbilledVisit>> ReadAsync(IQueryable<ServiceRequest> requests, PortalDbContext db, LegalEntity entity, CancellationToken ct) =>
        ReadAsync(db.Visits.AllClients().Where(v => v.Status == VisitStatus.Unfinished), requests, db, entity, ct);

    private static async Task<IReadOnlyList<UnbilledVisit>> ReadAsync(
        IQueryable<Visit> visits, IQueryable<ServiceRequest> requests, PortalDbContext db, LegalEntity entity, CancellationToken ct)
    {
        var rows = await visits.Join(requests, v => v.RequestId, r => r.Id, (v, r) => new
        {
            v.Id,
            v.Version,
            v.Number,
            v.RequestId,
            Request = r.Number,
            v.StartsAt,
            v.Reason,
        }).OrderByDescending(v => v.StartsAt).ThenByDescending(v => v.Id).ToListAsync(ct);
        return [.. rows.Select(v => new UnbilledVisit(v.Id, v.Version, v.Number, v.RequestId, v.Request, entity.DayOf(v.StartsAt), v.Reason))];
    }
}

/// <summary>The contract that counts the visits of a request, and those that it does not bill.</summary>
/// <param name="PerVisit">It is billed by visits; otherwise they count in its revision.</param>
/// <param name="Bills">It is in force, or over by itself, so that a visit that counts as done is still billed.</param>
public sealed record UnbilledWork(long ContractId, string Reference, bool PerVisit, bool Bills, IReadOnlyList<UnbilledVisit> Visits);
