using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>When a contract is over: its last day is past, and all that it bills is billed.</summary>
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

        var visits = await ContractAccess.VisitsAsync(db, [contract], ct);
        return DueBilling.Of(contract, DateOnly.MaxValue, visits, billed).All(billed.Has);
    }
}
