using System.Globalization;
using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>
/// On the last day of each year of a contract, what was billed of a line is corrected by what was visited: annual amount × visits done ÷ visits of a year
/// − what is billed of that year. Above zero it is billed, below zero credited, and zero is nothing. Amounts are compared, not rounded quantities, so that
/// a year with all its visits comes to nothing. What is billed of a year is what is dated in it: a period in arrears that goes over the end of a year is of the
/// year in which it ends, so that whatever divides it then changes nothing of the year before. What was amended within the year is one line, at what it cost
/// over the year. What was skipped is never billed by a revision, and never credited: it counts as billed where visits come to more, and as nothing where they
/// come to less. Visits that are reported after their year was revised make another revision of it, of the difference.
/// </summary>
public static class ContractRevisions
{
    /// <summary>Shares of a year that differ by less are the same: they differ by what was rounded. The smallest plan has a visit for each day.</summary>
    private const decimal Rounding = 0.001m;

    /// <param name="usual">The periods that the lines bill.</param>
    /// <param name="billed">Revisions that were made before, and what was skipped.</param>
    /// <param name="through">The last day of a year that is revised.</param>
    internal static IEnumerable<DueItem> Of(
        Contract contract, IReadOnlyCollection<ContractLine> lines, IReadOnlyCollection<DueItem> usual, IReadOnlyCollection<DoneVisit> visits,
        BilledOfContracts billed, DateOnly through)
    {
        var items = usual.ToLookup(i => i.LineId);
        var chains = lines.Where(l => l.Visits.PerYear > 0).GroupBy(l => contract.RootOf(l.Id)).ToList();
        return contract.RevisedYears().TakeWhile(y => y.To <= through).SelectMany(year => chains
            .Select(chain => chain.Where(l => (l.StartsOn ?? year.From) <= year.To && ((l.EndsOn ?? year.To) >= year.From || items[l.Id].Any(i => IsOf(year, i))))
                .OrderBy(l => l.StartsOn ?? contract.StartsOn).ToList()).Where(chain => chain.Count > 0)
            .Select(chain => Of(contract, year, chain, [.. chain.SelectMany(l => items[l.Id]).Where(i => IsOf(year, i))], visits, billed)).OfType<DueItem>());
    }

    private static bool IsOf(ContractYear year, DueItem item) => year.From <= item.InvoiceOn && item.InvoiceOn <= year.To;

    /// <param name="at">0 for the first revision of the year, and one for each after it.</param>
    private static string KeyOf(int year, int at) => at == 0 ? year.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{year}+{at}");

    /// <param name="chain">A line and its amendments, those that have days in the year or are billed in it, in their order.</param>
    /// <param name="own">What they bill in the year.</param>
    private static DueItem? Of(
        Contract contract, ContractYear year, List<ContractLine> chain, List<DueItem> own, IReadOnlyCollection<DoneVisit> visits, BilledOfContracts billed)
    {
        var of = chain.ToDictionary(l => l.Id);
        var done = visits.Where(v => of.ContainsKey(v.LineId) && year.From <= v.On && v.On <= year.To).ToList();
        var annual = AnnualOf(chain, own);
        var earned = done.Select(v => v.LineId).GroupBy(id => of[id].Visits.PerYear).Sum(g => annual * g.Count() / g.Key);
        var skipped = own.Where(i => billed.Skipped.Contains((i.LineId, i.Kind, i.Key))).Sum(i => i.Net);
        var usually = own.Sum(i => i.Net) - skipped;
        var waived = Waived(Money.Round(earned) - usually, skipped);
        var before = billed.RevisionsOf(contract.Id, year.From).Where(r => contract.IsOneLine(r.LineId, chain[^1].Id)).ToList();
        var already = usually + before.Sum(r => r.Net);
        var net = Money.Round(earned) - already - waived;
        if (net == 0)
        {
            return null;
        }

        var line = chain[^1];
        var key = Enumerable.Range(0, before.Count + 1).Select(at => KeyOf(year.Number, at)).First(k => !before.Exists(r => r.Key == k));
        var quantity = annual == 0 ? 0 : Money.RoundQuantity(line.AnnualQuantity * net / annual);
        return new DueItem(
            line.Id, BilledKind.Revision, key, year.From, year.To, year.To, quantity, net, line.Grouping ?? contract.Grouping, line.Position,
            new PeriodAmount(net, annual, line.Visits.PerYear, done.Count, line.Visits.PerYear, 0, already, waived));
    }

    /// <summary>
    /// What a year costs: the annual amount, or where the line was amended within the year, what was billed of it for as much of a year as was billed, with
    /// the cents that rounding the parts of a divided period brought.
    /// </summary>
    private static decimal AnnualOf(List<ContractLine> chain, List<DueItem> own)
    {
        var amounts = chain.ToDictionary(l => l.Id, l => l.AnnualNet);
        var share = own.Where(i => amounts[i.LineId] != 0).Sum(i => i.Net / amounts[i.LineId]);
        return chain.Count == 1 || share == 0 ? chain[^1].AnnualNet
            : Money.Round(Math.Abs(share - 1) < Rounding ? own.Sum(i => i.Net) : own.Sum(i => i.Net) / share);
    }

    /// <summary>How much of what was skipped lowers what is still to be billed: never below zero.</summary>
    private static decimal Waived(decimal open, decimal skipped) => Math.Max(0, Math.Min(open, skipped));
}
