using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>
/// On the last day of each year of a contract, what was billed of a line is corrected by what was visited: annual amount × visits done ÷ visits of a year
/// − what is billed of that year. Above zero it is billed, below zero credited, and zero is nothing. Amounts are compared, not rounded quantities, so that
/// a year with all its visits comes to nothing. What was amended within the year is one line, at what it cost over the year. What was skipped is never
/// billed by a revision, and never credited: it counts as billed where visits come to more, and as nothing where they come to less.
/// </summary>
public static class ContractRevisions
{
    /// <summary>Shares of a year that differ by less are the same: they differ by what was rounded. The smallest plan has a visit for each day.</summary>
    private const decimal Rounding = 0.001m;

    /// <param name="usual">The periods that the lines bill, beyond the years that are looked at.</param>
    /// <param name="skips">What was skipped; null: nothing.</param>
    /// <param name="through">The last day of a year that is revised.</param>
    internal static IEnumerable<DueItem> Of(
        Contract contract, IReadOnlyCollection<ContractLine> lines, IReadOnlyCollection<DueItem> usual, IReadOnlyCollection<DoneVisit> visits,
        IReadOnlySet<(long LineId, BilledKind Kind, string Key)>? skips, DateOnly through)
    {
        var chains = lines.Where(l => l.Visits.PerYear > 0).GroupBy(l => contract.RootOf(l.Id)).ToList();
        return contract.RevisedYears().TakeWhile(y => y.To <= through).SelectMany(year => chains
            .Select(chain => chain.Where(l => (l.StartsOn ?? year.From) <= year.To && (l.EndsOn ?? year.To) >= year.From).ToList()).Where(chain => chain.Count > 0)
            .Select(chain => Of(contract, year, chain, usual, visits, skips)).OfType<DueItem>());
    }

    public static string KeyOf(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <param name="chain">A line and its amendments, those that have days in the year.</param>
    private static DueItem? Of(
        Contract contract, ContractYear year, List<ContractLine> chain, IReadOnlyCollection<DueItem> usual, IReadOnlyCollection<DoneVisit> visits,
        IReadOnlySet<(long LineId, BilledKind Kind, string Key)>? skips)
    {
        var of = chain.ToDictionary(l => l.Id);
        var own = usual.Where(i => of.ContainsKey(i.LineId) && year.From <= i.From && i.From <= year.To).ToList();
        var done = visits.Where(v => of.ContainsKey(v.LineId) && year.From <= v.On && v.On <= year.To).ToList();
        var annual = AnnualOf(chain, own);
        var earned = done.Select(v => v.LineId).GroupBy(id => of[id].Visits.PerYear).Sum(g => annual * g.Count() / g.Key);
        var skipped = own.Where(i => skips?.Contains((i.LineId, i.Kind, i.Key)) == true).Sum(i => i.Net);
        var billed = own.Sum(i => i.Net) - skipped;
        var waived = Waived(Money.Round(earned) - billed, skipped);
        var net = Money.Round(earned) - billed - waived;
        if (net == 0)
        {
            return null;
        }

        var line = chain.MaxBy(l => l.StartsOn ?? contract.StartsOn)!;
        var quantity = annual == 0 ? 0 : Money.RoundQuantity(line.AnnualQuantity * net / annual);
        return new DueItem(
            line.Id, BilledKind.Revision, KeyOf(year.Number), year.From, year.To, year.To, quantity, net, line.Grouping ?? contract.Grouping, line.Position,
            new PeriodAmount(net, annual, line.Visits.PerYear, done.Count, line.Visits.PerYear, 0, billed, waived));
    }

    /// <summary>What a year costs: the annual amount, or where that was amended within the year, what was billed of it for as much of a year as was billed.</summary>
    private static decimal AnnualOf(List<ContractLine> chain, List<DueItem> own)
    {
        var amounts = chain.ToDictionary(l => l.Id, l => l.AnnualNet);
        var share = own.Where(i => amounts[i.LineId] != 0).Sum(i => i.Net / amounts[i.LineId]);
        return amounts.Values.Distinct().Count() == 1 || share == 0 ? chain[^1].AnnualNet
            : Money.Round(Math.Abs(share - 1) < Rounding ? own.Sum(i => i.Net) : own.Sum(i => i.Net) / share);
    }

    /// <summary>How much of what was skipped lowers what is still to be billed: never below zero.</summary>
    private static decimal Waived(decimal open, decimal skipped) => Math.Max(0, Math.Min(open, skipped));
}
