using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

/// <summary>When a contract is over: its last day is past, and all that it bills is billed.</summary>
internal static class ContractClosing
{
    /// <summary>Visits are reported late: a contract that bills or corrects by them waits this long after its last day.</summary>
    private const int DaysForVisits = 60;

    public static async Task<bool> IsDoneAsync(PortalDbContext db, Contract contract, BilledOfContracts billed, DateOnly today, CancellationToken ct)
    {
        if (contract.LastDay is not { } end || end >= today)
        {
            return false;
        }

        if (DueBilling.Of(contract, DateOnly.MaxValue).Any(i => !billed.Keys.Contains((i.LineId, i.Kind, i.Key))))
        {
            return false;
        }

        if (contract.Frequency != BillingFrequency.PerVisit && contract.Revision == ContractRevision.None)
        {
            return true;
        }

        var lines = contract.Lines.Select(l => (long?)l.Id).ToList();
        var visits = await db.WorkLines.Where(w => lines.Contains(w.ContractLineId) && w.VisitId != null)
            .Join(db.Visits, w => w.VisitId, v => (long?)v.Id, (w, v) => new { LineId = w.ContractLineId!.Value, v.Id, v.Status }).Distinct().ToListAsync(ct);
        return end.AddDays(DaysForVisits) < today && visits.All(v => v.Status == VisitStatus.Cancelled || (v.Status == VisitStatus.Done
            && (contract.Frequency != BillingFrequency.PerVisit || billed.Keys.Contains((v.LineId, BilledKind.Visit, v.Id.ToString(CultureInfo.InvariantCulture))))));
    }
}
