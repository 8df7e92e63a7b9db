namespace Portal.Business.Accounting;

/// <summary>A fiscal year of twelve months, called by the calendar year in which it closes.</summary>
public readonly record struct FiscalYear(int Year, DateOnly First, DateOnly Last)
{
    /// <param name="startMonth">1 to 12.</param>
    public static FiscalYear Of(DateOnly day, int startMonth)
    {
        var first = new DateOnly(day.Month >= startMonth ? day.Year : day.Year - 1, startMonth, 1);
        var last = first.AddYears(1).AddDays(-1);
        return new FiscalYear(last.Year, first, last);
    }

    public static FiscalYear Closing(int year, int startMonth) => Of(new DateOnly(year, 12, 1).AddMonths(startMonth == 1 ? 0 : startMonth - 13), startMonth);
}
