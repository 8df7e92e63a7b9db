using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>
/// General balance of a legal entity: per account what it had before the period, what was debited and credited in it, and what it has
/// after. The database adds; only accounts that were ever used come out.
/// </summary>
public sealed class ListTrialBalance(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="LegalEntityId">Null is the first company.</param>
    /// <param name="From">Null is the first day of the current fiscal year.</param>
    /// <param name="To">Null is the last day of the current fiscal year.</param>
    public sealed record Input(PageRequest Page, long? LegalEntityId = null, DateOnly? From = null, DateOnly? To = null);

    /// <param name="Opening">Debit balances are positive, credit balances negative.</param>
    public sealed record Row(long AccountId, string Account, LocalText Name, string Currency, decimal Opening, decimal Debit, decimal Credit)
    {
        public decimal Closing => Opening + Debit - Credit;
    }

    /// <summary>Opening and closing are zero and the sums equal as long as nobody wrote into the database by hand.</summary>
    public sealed record Sum(string Currency, decimal Opening, decimal Debit, decimal Credit, decimal Closing);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<Sum> Sums, string LegalEntity, DateOnly From, DateOnly To);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().Where(e => input.LegalEntityId == null ? e.IsActive : e.Id == input.LegalEntityId)
            .OrderBy(e => e.Name).ThenBy(e => e.Id).FirstOrDefaultAsync(ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        var year = FiscalYear.Of(input.From ?? input.To ?? entity.Today(clock), entity.FiscalYearStartMonth);
        var (from, to) = (input.From ?? year.First, input.To ?? year.Last);
        if (from > to)
        {
            return Refusal.Invalid("Accounting.PeriodEndsBeforeItStarts", from, to).On(nameof(input.To));
        }

        var before = await SumsAsync(db, entity, e => e.Where(x => x.BookedOn < from), ct);
        var during = await SumsAsync(db, entity, e => e.Where(x => x.BookedOn >= from && x.BookedOn <= to), ct);
        var ids = before.Keys.Union(during.Keys).Select(k => k.AccountId).Distinct().ToList();
        var accounts = await db.GlAccounts.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Number, a.Name }).ToDictionaryAsync(a => a.Id, ct);
        var rows = before.Keys.Union(during.Keys)
            .Select(k => (Key: k, Account: accounts[k.AccountId], Before: before.GetValueOrDefault(k), During: during.GetValueOrDefault(k)))
            .Select(r => new Row(r.Account.Id, r.Account.Number, r.Account.Name, r.Key.Currency, r.Before.Debit - r.Before.Credit, r.During.Debit, r.During.Credit))
            .OrderBy(r => r.Account, StringComparer.Ordinal).ThenBy(r => r.Currency, StringComparer.Ordinal).ToList();
        return new Listed(
            new Page<Row>([.. rows.Skip(input.Page.Skip).Take(input.Page.Take)], rows.Count),
            [.. rows.GroupBy(r => r.Currency).Select(g => new Sum(g.Key, g.Sum(r => r.Opening), g.Sum(r => r.Debit), g.Sum(r => r.Credit), g.Sum(r => r.Closing)))],
            entity.Name, from, to);
    }

    private static async Task<Dictionary<(long AccountId, string Currency), (decimal Debit, decimal Credit)>> SumsAsync(
        PortalDbContext db, LegalEntity entity, Func<IQueryable<AccountingEntry>, IQueryable<AccountingEntry>> period, CancellationToken ct) =>
        await (
            from e in period(db.AccountingEntries.Where(e => e.LegalEntityId == entity.Id))
            join l in db.Set<AccountingEntryLine>() on e.Id equals l.AccountingEntryId
            group l by new { l.GlAccountId, e.Currency } into g
            select new { g.Key.GlAccountId, g.Key.Currency, Debit = g.Sum(l => l.Debit), Credit = g.Sum(l => l.Credit) })
            .ToDictionaryAsync(g => (g.GlAccountId, g.Currency), g => (g.Debit, g.Credit), ct);
}
