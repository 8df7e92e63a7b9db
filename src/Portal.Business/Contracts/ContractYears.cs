namespace Portal.Business.Contracts;

/// <summary>Twelve months of a contract, or what a term has left of them.</summary>
/// <param name="Number">1 for the first; it goes on from term to term.</param>
public sealed record ContractYear(int Number, DateOnly From, DateOnly To);

/// <summary>The years of a contract: counted from its start, and anew from each renewal by a person. They follow one another without gap or overlap.</summary>
public sealed partial class Contract
{
    /// <summary>Without end for a contract without end, so take as many as are needed.</summary>
    public IEnumerable<ContractYear> Years()
    {
        var number = 0;
        foreach (var (start, end) in Terms.Select(t => (t.Start, t.End)))
        {
            for (var months = 0; start.AddMonths(months) is var from && !(from > end) && from.Year <= DateOnly.MaxValue.Year - 3; months += 12)
            {
                var to = start.AddMonths(months + 12).AddDays(-1);
                yield return new ContractYear(++number, from, end < to ? end.Value : to);
            }
        }
    }

    /// <summary>The years that are revised: all of them, or those that were not over when somebody switched it on.</summary>
    public IEnumerable<ContractYear> RevisedYears() => Years().SkipWhile(y => y.To < RevisedSince);

    /// <summary>
    /// Opens every period of twelve months that has begun. The second one makes it a renewal. Each is a year of the contract, and the last of a contract with
    /// an end is cut off there.
    /// </summary>
    /// <returns>Those that are new.</returns>
    public IReadOnlyList<ContractPeriod> OpenPeriods(DateOnly today)
    {
        if (Status is not (ContractStatus.Active or ContractStatus.Paused))
        {
            return [];
        }

        FitPeriods();
        var opened = Years().Skip(Periods.Count).TakeWhile(y => y.Number == 1 || y.From <= today).Select(y => new ContractPeriod(Id, y)).ToList();
        Periods.AddRange(opened);
        if (Periods.Count > 1 && opened.Count > 0)
        {
            Kind = ContractKind.Renewal;
        }

        return opened;
    }

    /// <summary>The period of twelve months that a day is in.</summary>
    public ContractPeriod? PeriodAt(DateOnly day) => Periods.Find(p => p.From <= day && day <= p.To);

    /// <summary>What is open follows the years where start, end or terms changed; a period that would begin after the last day goes.</summary>
    private void FitPeriods()
    {
        var years = Years().Take(Periods.Count).ToDictionary(y => y.Number);
        Periods.RemoveAll(p => !years.ContainsKey(p.Number));
        Periods.ForEach(p => p.Fit(years[p.Number]));
    }
}
