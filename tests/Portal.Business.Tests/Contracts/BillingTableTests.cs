using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Portal.Business.Common;
using Portal.Business.Contracts;

namespace Portal.Business.Tests.Contracts;

/// <summary>
/// What contracts bill in 24 months, as tables to be read: BillingTables.txt has one for each billing type, timing, anchor and first period, for
/// starts on the 29th of February, the 30th, the 31st, in a leap year, and fixed terms that end within a period. Every line is compared.
/// PORTAL_WRITE_TABLES=1 writes the file anew, to be read before it is kept.
/// </summary>
public sealed class BillingTableTests
{
    private const decimal Annual = 1000m;

    private static readonly (DateOnly Start, DateOnly? End)[] Lives =
    [
        (new(2024, 2, 29), null), (new(2024, 1, 30), null), (new(2024, 1, 31), null), (new(2024, 3, 1), null), (new(2024, 2, 29), new(2025, 2, 27)), (new(2024, 5, 15), new(2025, 9, 30)),
    ];

    private static string File => Path.Combine(Path.GetDirectoryName(Here())!, "BillingTables.txt");

    private static IEnumerable<(BillingFrequency Frequency, BillingTiming Timing, BillingAnchor Anchor, FirstPeriod First)> All =>
        from frequency in Enum.GetValues<BillingFrequency>()
        where frequency != BillingFrequency.PerVisit
        from timing in Enum.GetValues<BillingTiming>()
        from anchor in Enum.GetValues<BillingAnchor>()
        from first in Enum.GetValues<FirstPeriod>()
        select (frequency, timing, anchor, first);

    public static TheoryData<BillingFrequency, BillingTiming, BillingAnchor, FirstPeriod> Kinds()
    {
        var data = new TheoryData<BillingFrequency, BillingTiming, BillingAnchor, FirstPeriod>();
        foreach (var (frequency, timing, anchor, first) in All)
        {
            data.Add(frequency, timing, anchor, first);
        }

        return data;
    }

    [Fact]
    public void EveryTable_IsAsWritten()
    {
        var tables = new StringBuilder();
        foreach (var kind in All)
        {
            foreach (var (start, end) in Lives)
            {
                tables.Append(Table(Terms(kind, start, end)));
            }
        }

        if (Environment.GetEnvironmentVariable("PORTAL_WRITE_TABLES") == "1")
        {
            System.IO.File.WriteAllText(File, tables.ToString());
        }

        Assert.Equal(System.IO.File.ReadAllLines(File), tables.ToString().Split('\n')[..^1]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Periods_TileTheContract_AndAYearComesToTheAnnualPrice(BillingFrequency frequency, BillingTiming timing, BillingAnchor anchor, FirstPeriod first)
    {
        foreach (var (start, end) in Lives)
        {
            var terms = Terms((frequency, timing, anchor, first), start, end);
            var rows = Rows(terms).ToList();
            Assert.Equal(start, rows[0].Period.From);
            Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.Equal(pair.First.Period.To.AddDays(1), pair.Second.Period.From));
            Assert.True(end is null || rows[^1].Period.To == end);
            Assert.All(rows, r => Assert.True(r.Amount > 0));
            var year = rows.SkipWhile(r => !r.Period.IsWhole || r.Period.Index % terms.PerYear != 0).Take(terms.PerYear).ToList();
            Assert.True(year.Count < terms.PerYear || year.Exists(r => !r.Period.IsWhole) || year.Sum(r => r.Amount) == Annual, $"{terms}: {year.Sum(r => r.Amount)}");
        }
    }

    private static BillingTerms Terms((BillingFrequency, BillingTiming, BillingAnchor, FirstPeriod) kind, DateOnly start, DateOnly? end) =>
        new(kind.Item1, kind.Item2, kind.Item3, kind.Item4, start, end);

    private static IEnumerable<(BillingPeriod Period, decimal Amount)> Rows(BillingTerms terms) => BillingSchedule.Periods(terms).TakeWhile(p => p.From < terms.Start.AddMonths(24))
        .Select(p => (p, PeriodAmounts.Of(terms, p, Annual, new PeriodAmounts.Life(terms.Start, terms.End, false, []))?.Amount ?? 0));

    private static string Table(BillingTerms terms)
    {
        var until = terms.End is { } end ? $" until {Day(end)}" : "";
        var text = new StringBuilder($"{terms.Frequency}, {terms.Timing}, {terms.Anchor}, {terms.First}, from {Day(terms.Start)}{until}, 1000.00 a year\n");
        var sum = 0m;
        foreach (var (period, amount) in Rows(terms))
        {
            sum += amount;
            text.Append(CultureInfo.InvariantCulture, $"  invoice {Day(period.InvoiceOn)}  {Day(period.From)} to {Day(period.To)}  {amount,9:0.00}  {sum,9:0.00}\n");
        }

        return text.ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Here([CallerFilePath] string path = "") => path;
}
