using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>
/// Everything that a contract bills, in the order of its dates. The preview takes what is to come and the billing run what is due: both ask
/// here, so that what is announced is what is billed.
/// </summary>
public static class DueBilling
{
    /// <summary>Periods, visits, one-off charges and revisions, billed or not, whose invoice is dated through a day.</summary>
    /// <param name="through">The last date of an invoice.</param>
    /// <param name="visits">The visits that were done, of a contract that is billed or revised by them. Without them nothing is revised.</param>
    /// <param name="billed">What revisions take into account: those that were made before, and what was skipped. And visits that have their amount. Null: nothing.</param>
    public static IEnumerable<DueItem> Of(Contract contract, DateOnly through, IReadOnlyCollection<DoneVisit>? visits = null, BilledOfContracts? billed = null)
    {
        billed ??= BilledOfContracts.Nothing;
        var items = contract.Charges.Where(c => c.ChargedOn <= through).Select(c => OfCharge(contract, c)).ToList();
        var lines = contract.Lines.Where(IsBilled).OrderBy(l => l.Position).ThenBy(l => l.StartsOn).ToList();
        var usual = OfLines(contract, lines, through, visits ?? [], billed).Where(i => i.InvoiceOn <= through).ToList();
        items.AddRange(usual);
        if (contract.IsRevised && visits is not null)
        {
            items.AddRange(ContractRevisions.Of(contract, lines, usual, visits, billed, through));
        }

        return items.OrderBy(i => i.InvoiceOn).ThenBy(i => i.Position).ThenBy(i => i.From);
    }

    /// <summary>
    /// The next date of an invoice of which something is not billed yet, from a look ahead of at most <paramref name="years"/> from today, from
    /// the start, or from the end of a rest, whichever is latest: a contract has a date within that, or none. A revision to come has none yet.
    /// </summary>
    public static DateOnly? NextDate(Contract contract, BilledOfContracts billed, DateOnly today, int years = 2, IReadOnlyCollection<DoneVisit>? visits = null)
    {
        var from = contract.Pauses.Select(p => p.To).Concat(contract.Lines.Select(l => l.StartsOn)).Concat(contract.Charges.Select(c => (DateOnly?)c.ChargedOn))
            .Append(contract.StartsOn).Append(today).Max() ?? today;
        return Of(contract, from.AddYears(years), visits, billed).Where(i => i.IsKnownOn(today) && !billed.Has(i)).Select(i => (DateOnly?)i.InvoiceOn).FirstOrDefault();
    }

    private static IEnumerable<DueItem> OfLines(Contract contract, List<ContractLine> lines, DateOnly through, IReadOnlyCollection<DoneVisit> visits, BilledOfContracts billed)
    {
        if (contract.Frequency == BillingFrequency.PerVisit)
        {
            return lines.SelectMany(line => OfVisits(contract, line, visits, billed));
        }

        var lives = lines.Select(l => (Line: l, Life: LifeOf(contract, l))).ToList();
        return contract.Terms.SelectMany(terms => BillingSchedule.Periods(terms).TakeWhile(p => p.InvoiceOn <= through)
            .SelectMany(period => lives.Select(l => OfPeriod(contract, l.Line, l.Life, terms, period)).OfType<DueItem>()));
    }

    private static bool IsBilled(ContractLine line) => line.Status is ContractLineStatus.Active or ContractLineStatus.Ended;

    private static PeriodAmounts.Life LifeOf(Contract contract, ContractLine line) => new(
        line.StartsOn ?? contract.StartsOn, line.EndsOn, line.PreviousId is not null, [.. contract.Pauses.Select(p => new Pause(p.From, p.To))]);

    private static DueItem? OfPeriod(Contract contract, ContractLine line, PeriodAmounts.Life life, BillingTerms terms, BillingPeriod period)
    {
        if (PeriodAmounts.Of(terms, period, line.AnnualNet, life) is not { } amount)
        {
            return null;
        }

        var from = life.From > period.From ? life.From : period.From;
        var to = life.To < period.To ? life.To.Value : period.To;
        var share = line.AnnualNet == 0 ? 0 : amount.Amount / line.AnnualNet;
        return new DueItem(
            line.Id, BilledKind.Period, BilledPeriod.KeyOf(from), from, to, period.InvoiceOn < from ? from : period.InvoiceOn,
            Money.RoundQuantity(line.AnnualQuantity * share), amount.Amount, line.Grouping ?? contract.Grouping, line.Position, amount);
    }

    /// <summary>
    /// A visit pays the annual amount ÷ visits of a year; it is dated the visit, or the last day of the contract's year. One that is reported late comes after
    /// those that are billed, so that the last of a year takes what rounding left.
    /// </summary>
    private static IEnumerable<DueItem> OfVisits(Contract contract, ContractLine line, IReadOnlyCollection<DoneVisit> visits, BilledOfContracts billed)
    {
        if (line.Visits.PerYear == 0)
        {
            yield break;
        }

        var numbers = new Dictionary<DateOnly, int>();
        foreach (var visit in visits.Where(v => v.LineId == line.Id).OrderBy(v => !billed.HasVisit(v.VisitId)).ThenBy(v => v.On).ThenBy(v => v.VisitId))
        {
            var year = contract.Terms.Select(t => BillingSchedule.At(t, visit.On)).FirstOrDefault(p => p is not null);
            var on = contract.Timing == BillingTiming.InAdvance ? visit.On : year?.To ?? visit.On;
            var number = numbers[year?.From ?? default] = numbers.GetValueOrDefault(year?.From ?? default, -1) + 1;
            var net = PeriodAmounts.Share(line.AnnualNet, line.Visits.PerYear, number);
            yield return new DueItem(
                line.Id, BilledKind.Visit, visit.VisitId.ToString(System.Globalization.CultureInfo.InvariantCulture), visit.On, visit.On, on,
                Money.RoundQuantity(line.AnnualQuantity / line.Visits.PerYear), net, line.Grouping ?? contract.Grouping, line.Position,
                new PeriodAmount(net, line.AnnualNet, line.Visits.PerYear, null, 1, 0, 0));
        }
    }

    private static DueItem OfCharge(Contract contract, ContractCharge charge) => new(
        charge.Id, BilledKind.Charge, "", charge.ChargedOn, charge.ChargedOn, charge.ChargedOn, charge.Quantity, charge.Net, contract.Grouping, int.MaxValue, null);
}
