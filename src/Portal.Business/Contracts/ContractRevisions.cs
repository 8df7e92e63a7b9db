using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>
/// On the last day of each period of twelve months, what was billed of a line is corrected by what was visited: visits done × annual
/// amount ÷ visits of a year − what is billed of that period. Above zero it is billed, below zero credited, and zero is nothing. Amounts
/// are compared, not rounded quantities, so that a year with all its visits comes to nothing. What was skipped is never billed by a revision, and never
/// credited: it counts as billed where visits come to more, and as nothing where they come to less.
/// </summary>
public static class ContractRevisions
{
    /// <param name="usual">The periods and visits that the lines bill, beyond the years that are looked at.</param>
    /// <param name="skips">What was skipped; null: nothing.</param>
    /// <param name="through">The last day of a year that is revised.</param>
    internal static IEnumerable<DueItem> Of(
        Contract contract, IReadOnlyCollection<ContractLine> lines, IReadOnlyCollection<DueItem> usual, IReadOnlyCollection<DoneVisit> visits,
        IReadOnlySet<(long LineId, BilledKind Kind, string Key)>? skips, DateOnly through)
    {
        foreach (var (number, from, to) in Years(contract).TakeWhile(y => y.To <= through))
        {
            foreach (var line in lines.Where(l => l.Visits.PerYear > 0 && (l.StartsOn ?? from) <= to && (l.EndsOn ?? to) >= from))
            {
                var own = usual.Where(i => i.LineId == line.Id && from <= i.From && i.From <= to).ToLookup(i => skips?.Contains((i.LineId, i.Kind, i.Key)) == true, i => i.Net);
                var done = visits.Count(v => v.LineId == line.Id && from <= v.On && v.On <= to);
                var earned = Money.Round(line.AnnualNet * done / line.Visits.PerYear);
                var billed = own[false].Sum();
                var skipped = Waived(earned - billed, own[true].Sum());
                var net = earned - billed - skipped;
                if (net != 0)
                {
                    var quantity = line.AnnualNet == 0 ? 0 : Money.RoundQuantity(line.AnnualQuantity * net / line.AnnualNet);
                    yield return new DueItem(
                        line.Id, BilledKind.Revision, number.ToString(CultureInfo.InvariantCulture), from, to, to, quantity, net, line.Grouping ?? contract.Grouping,
                        line.Position, new PeriodAmount(net, line.AnnualNet, line.Visits.PerYear, done, line.Visits.PerYear, 0, billed, skipped));
                }
            }
        }
    }

    /// <summary>How much of what was skipped lowers what is still to be billed: never below zero.</summary>
    private static decimal Waived(decimal open, decimal skipped) => Math.Max(0, Math.Min(open, skipped));

    private static IEnumerable<(int Number, DateOnly From, DateOnly To)> Years(Contract contract)
    {
        for (var number = 1; ; number++)
        {
            var from = contract.StartsOn.AddMonths(12 * (number - 1));
            if (from > contract.LastDay || from.Year > DateOnly.MaxValue.Year - 3)
            {
                yield break;
            }

            var to = contract.StartsOn.AddMonths(12 * number).AddDays(-1);
            yield return (number, from, contract.LastDay < to ? contract.LastDay.Value : to);
        }
    }
}
