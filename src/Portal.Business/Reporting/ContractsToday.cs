using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Reporting;

/// <summary>What of contracts needs a person now.</summary>
internal static class ContractsToday
{
    public static async Task<IEnumerable<TodayItem>> ItemsAsync(PortalDbContext db, ICurrentUser user, DueDays days, DateTime now, CancellationToken ct) =>
    [
        .. user.Has(Permissions.ContractsBill) ? [await ParkedAsync(db, ct)] : Array.Empty<TodayItem>(),
        .. user.Has(Permissions.ContractsView) ? await UnansweredAsync(db, now, ct) : [],
        .. user.Has(Permissions.ContractsEdit) ? [await RenewalsAsync(db, days, ct)] : Array.Empty<TodayItem>(),
    ];

    /// <summary>What billing runs left to a person, before tax.</summary>
    private static async Task<TodayItem> ParkedAsync(PortalDbContext db, CancellationToken ct)
    {
        var passable = ParkedBilling.PassableCodes;
        var sums = await (
            from p in db.ParkedBillings
            where p.ReleasedAt == null || !passable.Contains(p.Code)
            join c in db.Contracts on p.ContractId equals c.Id
            group p by c.Currency into g
            select new { Currency = g.Key, Count = g.Count(), Net = g.Sum(p => p.Net ?? 0) }).ToListAsync(ct);
        return new TodayItem(
            TodayNeed.BillingsParked, sums.Sum(s => s.Count), [.. sums.Where(s => s.Net != 0).OrderBy(s => s.Currency, StringComparer.Ordinal).Select(s => new TodayAmount(s.Currency, s.Net))]);
    }

    /// <summary>Contracts that the client was sent to approve: those that can be answered, and those whose links are over. Amendments count, too; amounts are those of drafts, of a year, before tax.</summary>
    private static async Task<IEnumerable<TodayItem>> UnansweredAsync(PortalDbContext db, DateTime now, CancellationToken ct)
    {
        var outOfTime = WaitingContracts.OutOfTime(db, now);
        var sums = await WaitingContracts.Of(db)
            .Select(c => new { IsLate = outOfTime.Any(o => o.ContractId == c.Id), c.Currency, Net = c.Lines.Where(l => l.Status == ContractLineStatus.Draft).Sum(l => l.AnnualNet) })
            .GroupBy(c => new { c.IsLate, c.Currency })
            .Select(g => new { g.Key.IsLate, g.Key.Currency, Count = g.Count(), Net = g.Sum(c => c.Net) }).ToListAsync(ct);
        return sums.OrderBy(s => s.Currency, StringComparer.Ordinal).GroupBy(s => s.IsLate).Select(same => new TodayItem(
            same.Key ? TodayNeed.ContractsOutOfTime : TodayNeed.ContractsSent, same.Sum(s => s.Count), [.. same.Where(s => s.Net != 0).Select(s => new TodayAmount(s.Currency, s.Net))]));
    }

    /// <summary>Ends of contracts to decide on: the tasks that nobody has handled, as the list of renewals has them.</summary>
    private static async Task<TodayItem> RenewalsAsync(PortalDbContext db, DueDays days, CancellationToken ct)
    {
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        var count = await (
            from c in db.Contracts
            where c.EndedOn == null && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused)
            let end = c.RenewsAutomatically ? c.Periods.Max(p => (DateOnly?)p.To) : c.EndsOn
            where end != null && end >= (ahead.Contains(c.LegalEntityId) ? tomorrow : today) && db.ContractNotices.Any(n => n.ContractId == c.Id && n.EndsOn == end && n.HandledAt == null)
            select c.Id).CountAsync(ct);
        return new TodayItem(TodayNeed.ContractsToRenew, count, []);
    }
}
