using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

/// <summary>When a contract is over: its last day is past, all that it bills is billed, and, where it bills or corrects by them, no visit of it is still to be done.</summary>
internal static class ContractClosing
{
    /// <summary>Visits are reported late: a contract that bills or corrects by them waits this long after its last day.</summary>
    private const int DaysForVisits = 60;

    public static async Task<bool> IsDoneAsync(PortalDbContext db, Contract contract, BilledOfContracts billed, DateOnly today, CancellationToken ct)
    {
        var byVisits = contract.Frequency == BillingFrequency.PerVisit || contract.IsRevised;
        if (contract.LastDay is not { } end || (byVisits ? end.AddDays(DaysForVisits) : end) >= today)
        {
            return false;
        }

        // Those of its days, and of one more for every time zone: what is done later is not billed by it.
        var after = end.AddDays(2).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        if (byVisits && await db.Visits.AnyAsync(
            v => v.StartsAt < after && (v.Status == VisitStatus.Confirmed || v.Status == VisitStatus.InProgress) && db.ServiceRequests.OfContract(db, contract.Id).Any(r => r.Id == v.RequestId), ct))
        {
            return false;
        }

        var visits = await ContractAccess.VisitsAsync(db, [contract], ct);
        return DueBilling.Of(contract, DateOnly.MaxValue, visits, billed).All(billed.Has);
    }
}
