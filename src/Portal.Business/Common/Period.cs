using System.Globalization;

namespace Portal.Business.Common;

/// <summary>A stretch of days that moves with today. Quarters are those of the calendar.</summary>
public enum PeriodName
{
    ThisMonth,
    LastMonth,
    ThisQuarter,
    LastQuarter,
    ThisFiscalYear,
    LastFiscalYear,
}

/// <summary>Days to narrow a list to: by name, or from a first to a last day, either of which may be open.</summary>
public sealed record Period
{
    private const string Between = "..";

    private Period(PeriodName? name, DateOnly? from, DateOnly? to) => (Name, From, To) = (name, from, to);

    public PeriodName? Name { get; }

    public DateOnly? From { get; }

    public DateOnly? To { get; }

    public static Period Named(PeriodName name) => new(name, null, null);

    public static Period Of(DateOnly? from, DateOnly? to) => new(null, from, to);

    /// <summary>As <see cref="ToString"/> writes it: "LastMonth", "2026-01-01..2026-03-31", "..2026-03-31"; null for anything else.</summary>
    public static Period? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (text.Split(Between) is not [var first, var last])
        {
            return Enum.TryParse<PeriodName>(text, ignoreCase: true, out var name) && Enum.IsDefined(name) && !char.IsAsciiDigit(text[0]) ? Named(name) : null;
        }

        var (from, to) = (Day(first), Day(last));
        return (from is null && to is null) || (from is null && first.Length > 0) || (to is null && last.Length > 0) ? null : Of(from, to);
    }

    /// <summary>The days it means; the last one included.</summary>
    public (DateOnly? From, DateOnly? To) Days(DateOnly today, int fiscalYearStartMonth)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var quarter = month.AddMonths(-((today.Month - 1) % 3));
        var year = month.AddMonths(-((today.Month - fiscalYearStartMonth + 12) % 12));
        return Name switch
        {
            PeriodName.ThisMonth => Months(month, 1),
            PeriodName.LastMonth => Months(month.AddMonths(-1), 1),
            PeriodName.ThisQuarter => Months(quarter, 3),
            PeriodName.LastQuarter => Months(quarter.AddMonths(-3), 3),
            PeriodName.ThisFiscalYear => Months(year, 12),
            PeriodName.LastFiscalYear => Months(year.AddMonths(-12), 12),
            _ => (From, To),
        };
    }

    public override string ToString() => Name?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}{Between}{To:yyyy-MM-dd}");

    private static (DateOnly?, DateOnly?) Months(DateOnly first, int count) => (first, first.AddMonths(count).AddDays(-1));

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
