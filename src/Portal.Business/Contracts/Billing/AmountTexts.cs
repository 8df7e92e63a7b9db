using Portal.Business.Common;

namespace Portal.Business.Contracts.Billing;

/// <summary>Says in one sentence where an amount comes from, on the invoice in the client's language and on the screen in the reader's.</summary>
public static class AmountTexts
{
    /// <summary>Empty where there is nothing to say: a whole year at its price, a one-off charge.</summary>
    public static string Say(DueItem due, string currency, string language) => Say(due.Kind, due.Amount, due.From, currency, language);

    /// <param name="from">The first day, or the day of the visit.</param>
    public static string Say(BilledKind kind, PeriodAmount? of, DateOnly from, string currency, string language)
    {
        if (of is not { } amount || kind == BilledKind.Charge)
        {
            return "";
        }

        var formats = Formats.For(language);
        var annual = formats.Amount(amount.Annual, currency);
        return kind switch
        {
            BilledKind.Visit => Text("AmountOfVisit", formats.Date(from), amount.PerYear, annual),
            BilledKind.Revision when amount.Skipped > 0 => Text(
                "AmountOfRevisionSkipped", amount.Days ?? 0, amount.PerYear, annual, formats.Amount(amount.Difference, currency), formats.Amount(amount.Skipped, currency)),
            BilledKind.Revision => Text("AmountOfRevision", amount.Days ?? 0, amount.PerYear, annual, formats.Amount(amount.Difference, currency)),
            _ when amount.Days is null => amount.PerYear == 1 ? "" : Text("AmountOfPeriod", amount.PerYear, annual),
            _ when amount.DaysBefore > 0 => Text("AmountOfDaysBefore", amount.Days, amount.OfDays, amount.PerYear, annual, amount.DaysBefore),
            _ => Text("AmountOfDays", amount.Days, amount.OfDays, amount.PerYear, annual),
        };

        string Text(string key, params object[] args) => TextsIn.Get<ContractsText>(language, key, args);
    }
}
