using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>
/// What a client may hold back of an invoice until the work has stood the test ("retenue de garantie"). The tax is due with the invoice as a whole.
/// </summary>
public static class Retention
{
    /// <summary>France: article 1 of the law 71-584 of July 16, 1971; more is void.</summary>
    public const decimal MostInFrance = 5;

    /// <summary>Elsewhere the contract decides; more than this is a slip of the keyboard.</summary>
    public const decimal Most = 50;

    /// <summary>Where no day is agreed on, it falls due a year after the invoice (France: a year after acceptance, article 2 of the same law).</summary>
    public const int Months = 12;

    private const int LongestYears = 10;

    /// <param name="percent">10 means 10 % of the total, tax included.</param>
    public static Refusal? WhyNot(decimal percent, LegalEntity entity)
    {
        var most = entity.Address.IsFrench ? MostInFrance : Most;
        return percent < 0 || percent > most ? Refusal.Invalid("Invoicing.RetentionOutOfRange", most)
            : decimal.Round(percent, Money.PercentDecimals) != percent ? Refusal.Invalid("Invoicing.RetentionOutOfRange", most)
            : null;
    }

    public static Refusal? WhyNot(DateOnly? until, DateOnly today) =>
        until is { } day && (day < today || day > today.AddYears(LongestYears)) ? Refusal.Invalid("Invoicing.RetentionDay", today.AddYears(LongestYears)) : null;

    /// <summary>Everything that is wrong with what is entered, on its field.</summary>
    public static IEnumerable<Refusal> Refusals(Invoice.Head head, bool isDeposit, LegalEntity entity, DateOnly today)
    {
        if (isDeposit && head.RetentionPercent != 0)
        {
            yield return Refusal.Invalid("Invoicing.DepositWithoutRetention").On(nameof(head.RetentionPercent));
        }

        if (WhyNot(head.RetentionPercent, entity) is { } percent)
        {
            yield return percent.On(nameof(head.RetentionPercent));
        }

        if (head.RetentionPercent != 0 && WhyNot(head.RetentionUntil, today) is { } until)
        {
            yield return until.On(nameof(head.RetentionUntil));
        }
    }

    /// <summary>What an invoice of that day can't hold back.</summary>
    public static IEnumerable<Refusal> MissingToIssue(Invoice invoice, LegalEntity entity, DateOnly day)
    {
        if (WhyNot(invoice.RetentionPercent, entity) is { } percent)
        {
            yield return percent;
        }

        if (invoice is { IsProforma: true, RetentionPercent: not 0 } && WhyNot(invoice.RetentionUntil, day) is { } until)
        {
            yield return until;
        }
    }

    public static decimal Of(decimal total, decimal percent) => Money.Round(total * percent / 100);
}
