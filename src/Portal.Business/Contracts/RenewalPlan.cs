using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts;

/// <summary>How a person renews contracts: for how long, at which prices, under which reference.</summary>
/// <param name="Months">By how many months the end moves; null: to <paramref name="EndsOn"/>.</param>
/// <param name="PricePercent">Change of every unit price from the first day of the new term; 0 leaves prices as they are.</param>
/// <param name="ReferencePattern">{reference} stands for the present one, {year} for the year in which the new term begins; empty keeps the reference.</param>
public sealed record RenewalPlan(int? Months, DateOnly? EndsOn, decimal PricePercent, string ReferencePattern)
{
    public const int MostMonths = 600;

    private const decimal LargestPercent = 1000m;

    public IReadOnlyList<Refusal> Check()
    {
        var refusals = new List<Refusal>();
        if (Months is null == EndsOn is null || Months is < 1 or > MostMonths)
        {
            refusals.Add(Refusal.Invalid("Contracts.RenewalForHowLong", MostMonths).On(nameof(Months)));
        }

        if (PricePercent is <= -100m or > LargestPercent)
        {
            refusals.Add(Refusal.Invalid("Contracts.PercentOutOfRange", -100, LargestPercent).On(nameof(PricePercent)));
        }

        if (ReferencePattern.Length > Lengths.Code)
        {
            refusals.Add(Refusal.Invalid("Common.TooLong", nameof(ReferencePattern), Lengths.Code).On(nameof(ReferencePattern)));
        }

        return refusals;
    }

    /// <summary>The new last day: whole months after the old one count from the day after it, so that a term to the 31st stays one of whole months.</summary>
    public DateOnly EndAfter(DateOnly end) => EndsOn ?? end.AddDays(1).AddMonths(Months!.Value).AddDays(-1);

    public string ReferenceFor(string reference, DateOnly from) => ReferencePattern.Trim()
        .Replace("{reference}", reference, StringComparison.OrdinalIgnoreCase)
        .Replace("{year}", from.Year.ToString(CultureInfo.InvariantCulture), StringComparison.OrdinalIgnoreCase);

    /// <summary>Keeps as many decimals as the price has, at least two; half away from zero.</summary>
    public decimal PriceAfter(decimal price) => Math.Round(price * (100m + PricePercent) / 100m, DecimalsOf(price), MidpointRounding.AwayFromZero);

    /// <summary>Renews the contract, and amends what its lines cost from the first day of the new term.</summary>
    /// <param name="end">The last day of the old term.</param>
    internal Result Apply(Contract contract, DateOnly end, BilledOfContracts billed)
    {
        var from = end.AddDays(1);
        var renewed = contract.Renew(EndAfter(end), ReferenceFor(contract.Reference, from));
        if (!renewed.Succeeded || PricePercent == 0)
        {
            return renewed;
        }

        foreach (var line in contract.Lines.Where(l => l.Status == ContractLineStatus.Active && l.EndsOn is null).ToList())
        {
            var amended = line.Amend(contract, from, line.Current with { UnitPrice = PriceAfter(line.UnitPrice) }, billed.ThroughOf(line.Id));
            if (!amended.TryGet(out var successor))
            {
                return Result.Refused(amended.Refusals);
            }

            contract.Lines.Add(successor);
        }

        return Result.Done;
    }

    private static int DecimalsOf(decimal price) =>
        Enumerable.Range(Money.AmountDecimals, Money.UnitPriceDecimals - Money.AmountDecimals + 1).FirstOrDefault(d => decimal.Round(price, d) == price, Money.UnitPriceDecimals);
}
