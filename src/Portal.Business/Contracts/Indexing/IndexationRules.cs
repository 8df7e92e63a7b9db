using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>Checks what a person wrote as a rule, and finds the values of the indices that it needs.</summary>
internal static class IndexationRules
{
    public const int MostTerms = 10;

    /// <summary>A value stands until the next one, but not longer than this: an older one means that values are missing.</summary>
    public const int MonthsAValueStands = 15;

    /// <summary>Lines that are still to go back to their old prices are no base for others.</summary>
    public static async Task<Refusal?> WhyNotNowAsync(PortalDbContext db, long legalEntityId, CancellationToken ct) =>
        await db.Indexations.AnyAsync(i => i.LegalEntityId == legalEntityId && i.UndoneAt != null && i.UndoFinishedAt == null, ct) ? Refusal.NotNow("Contracts.IndexationBeingUndone") : null;

    public static IReadOnlyList<Refusal> Check(IndexationRule rule)
    {
        var refusals = new List<Refusal>();
        void RefuseIf(bool wrong, string field, string code, params object?[] args)
        {
            if (wrong)
            {
                refusals.Add(Refusal.Invalid(code, args).On(field));
            }
        }

        RefuseIf(rule.Decimals is < 0 or > Money.UnitPriceDecimals, nameof(rule.Decimals), "Contracts.DecimalsOutOfRange", Money.UnitPriceDecimals);
        RefuseIf(rule.CapPercent is < 0 or > 1000, nameof(rule.CapPercent), "Contracts.CapOutOfRange");
        RefuseIf(rule.FloorPercent is < -100 or > 1000 || rule.FloorPercent > rule.CapPercent, nameof(rule.FloorPercent), "Contracts.FloorOutOfRange");
        RefuseIf(rule.Terms.Count > MostTerms, nameof(rule.Terms), "Contracts.TooManyTerms", MostTerms);
        RefuseIf(rule.Terms.Any(t => t.Label.Length > Lengths.Name), nameof(rule.Terms), "Common.TooLong", nameof(IndexationTerm.Label), Lengths.Name);
        switch (rule.Mode)
        {
            case IndexationMode.Percentage:
                RefuseIf(rule.Percent is <= -100 or > 1000 or 0, nameof(rule.Percent), "Contracts.IndexationPercent");
                break;
            case IndexationMode.Coefficients:
                RefuseIf(rule.Terms.Count == 0 || rule.Terms.Any(t => t.Weight is 0 or <= -1 or > 10) || rule.Terms.Sum(t => t.Weight) <= -1, nameof(rule.Terms), "Contracts.CoefficientsWanted");
                break;
            default:
                RefuseIf(rule.Terms.Count == 0 || rule.Terms.Any(t => t.IndexId is null || t.BaseDay is null || t.Weight <= 0), nameof(rule.Terms), "Contracts.FormulaTermsWanted");
                RefuseIf(rule.FixedPart is < 0 or >= 1 || rule.FixedPart + rule.Terms.Sum(t => t.Weight) != 1, nameof(rule.FixedPart), "Contracts.WeightsAreNotOne", rule.FixedPart + rule.Terms.Sum(t => t.Weight));
                break;
        }

        return refusals;
    }

    /// <summary>The values for a day, in the order of the terms; refused by name and day where one is missing, at the field of that day.</summary>
    public static async Task<Result<IReadOnlyList<UsedIndex>>> ValuesAsync(PortalDbContext db, IndexationRule rule, DateOnly on, CancellationToken ct)
    {
        if (rule.Mode != IndexationMode.Formula)
        {
            return Result(new List<UsedIndex>());
        }

        var ids = rule.Terms.Select(t => t.IndexId!.Value).Distinct().ToList();
        var indexes = await db.PriceIndexes.AsNoTracking().AsSplitQuery().Include(i => i.Values).Where(i => ids.Contains(i.Id)).ToListAsync(ct);
        var (used, refusals) = (new List<UsedIndex>(), new List<Refusal>());
        foreach (var (at, term) in rule.Terms.Index())
        {
            var index = indexes.Find(i => i.Id == term.IndexId);
            var start = index is null ? null : ValueAt(index, term.BaseDay!.Value);
            var value = index is null ? null : ValueAt(index, on);
            refusals.AddRange(index is null ? [Refusal.Invalid("Contracts.NoSuchIndex").On(FormattableString.Invariant($"Index{at}"))]
                : Missing(index, (FormattableString.Invariant($"{nameof(term.BaseDay)}{at}"), term.BaseDay!.Value, start), (nameof(UseCases.IndexationWish.ValuesOn), on, value)));
            if (start is not null && value is not null)
            {
                used.Add(new UsedIndex(index!.Id, index.Code, start.From, start.Value, value.From, value.Value));
            }
        }

        return refusals.Count == 0 ? Result(used) : Common.Result<IReadOnlyList<UsedIndex>>.Refused([.. refusals.Distinct()]);

        static Result<IReadOnlyList<UsedIndex>> Result(List<UsedIndex> found) => found;
    }

    /// <summary>The value that stands on a day; null where there is none, or the last one is too old to be it.</summary>
    internal static PriceIndexValue? ValueAt(PriceIndex index, DateOnly day) =>
        index.Values.Where(v => v.From <= day && day < v.From.AddMonths(MonthsAValueStands)).MaxBy(v => v.From);

    private static IEnumerable<Refusal> Missing(PriceIndex index, params (string Field, DateOnly Day, PriceIndexValue? Value)[] wanted) =>
        wanted.Where(w => w.Value is null).Select(w => Refusal.NotNow("Contracts.IndexWithoutValue", index.Code, w.Day).On(w.Field));
}
