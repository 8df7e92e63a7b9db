using Portal.Business.Common;

namespace Portal.Business.Catalog;

/// <summary>One tax of a document: its base, its rate on the day, and the amount, rounded once.</summary>
/// <param name="TaxComponentId">Null for a line without tax (exempt), which documents still have to show.</param>
/// <param name="Percent">9.975 means 9.975 %.</param>
/// <param name="Reason">Why nothing is charged, where that must be said.</param>
public sealed record TaxAmount(
    long? TaxComponentId, LocalText Name, int Order, decimal Percent, decimal Base, decimal Amount, LocalText Reason, long? GlAccountId);

/// <summary>What a taxed document adds up to.</summary>
public sealed record TaxedTotals(decimal Net, IReadOnlyList<TaxAmount> Taxes)
{
    public decimal Tax { get; } = Taxes.Sum(t => t.Amount);

    public decimal Total => Net + Tax;
}

/// <summary>
/// The tax of a document: per component and rate on the sum of the line nets, rounded once, half away from zero (EN 16931;
/// Québec: GST and QST both on the price before tax).
/// </summary>
public static class TaxCalculation
{
    /// <param name="lines">Net amounts, already rounded to cents, each with its tax code; null where none was chosen yet.</param>
    /// <param name="day">The day whose rates apply.</param>
    public static TaxedTotals Calculate(IReadOnlyCollection<(decimal Net, TaxCode? Code)> lines, DateOnly day) =>
        Calculate([.. lines.Select(l => (l.Net, l.Code, day))]);

    /// <param name="lines">Each with the day whose rates apply to it: a deposit is deducted at the rates that it was taxed with.</param>
    public static TaxedTotals Calculate(IReadOnlyCollection<(decimal Net, TaxCode? Code, DateOnly Day)> lines)
    {
        var shares =
            from line in lines
            where line.Code is not null
            from share in Shares(line.Net, line.Code!, line.Day)
            group share by (share.Component?.Id, share.Percent, Reason: share.Percent == 0 ? share.Reason : LocalText.Empty) into same
            let first = same.First()
            let taxBase = same.Sum(s => s.Net)
            select new TaxAmount(
                first.Component?.Id,
                first.Name,
                first.Component?.Order ?? int.MaxValue,
                first.Percent,
                taxBase,
                Money.Round(taxBase * first.Percent / 100m),
                same.Select(s => s.Reason).FirstOrDefault(r => !r.IsEmpty) ?? LocalText.Empty,
                first.Component?.GlAccountId);
        return new TaxedTotals(lines.Sum(l => l.Net), [.. shares.OrderBy(t => t.Order).ThenByDescending(t => t.Percent)]);
    }

    private static IEnumerable<Share> Shares(decimal net, TaxCode code, DateOnly day) =>
        code.Components.Count == 0
            ? [new Share(net, null, code.Name, 0, code.ExemptionReason)]
            : code.Components.Select(c => new Share(net, c, c.Name, c.RateOn(day) ?? 0, code.ExemptionReason));

    private sealed record Share(decimal Net, TaxComponent? Component, LocalText Name, decimal Percent, LocalText Reason);
}
