using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>
/// When a contract is over: its last day is past, all that it bills is billed, and, where it bills or corrects by them, there was time to report its visits. One that
/// nobody finished by then keeps no contract open: staff is told of it (<see cref="Interventions.ForgottenVisits"/>), and finished later it is billed (<see cref="LateVisits"/>).
/// </summary>
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
