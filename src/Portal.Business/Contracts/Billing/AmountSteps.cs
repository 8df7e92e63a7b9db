using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.Billing;

/// <summary>How a billed amount came about, one sentence for each step: from the contract to the tax.</summary>
public static class AmountSteps
{
    /// <param name="Net">Of the invoice line now; it differs from what was billed where a person changed it.</param>
    /// <param name="Taxes">Of this line alone.</param>
    /// <param name="DocumentTaxes">Of the invoice, which rounds each tax once, on the sum of its lines.</param>
    /// <param name="Indexation">The one that gave the line its price.</param>
    /// <param name="Credited">Of a credit note: what it credits of the line; the taxes are those of the credit.</param>
    public sealed record Facts(
        string Reference, BilledKind Kind, DateOnly From, DateOnly To, decimal BilledNet, BilledBasis Basis, string Currency, decimal Net, IReadOnlyList<TaxAmount> Taxes,
        Indexation? Indexation, IReadOnlyList<InvoiceTax> DocumentTaxes, decimal? Credited = null);

    public static IReadOnlyList<string> Say(Facts of, string language)
    {
        var formats = Formats.For(language);

        // People count versions from 1, what is stored from 0.
        return [Text("Source", of.Reference, of.Basis.ContractVersion + 1), .. Price(), .. Amount(), .. ByHand(), .. Credit(), .. of.Taxes.Select(Tax)];

        IEnumerable<string> Price()
        {
            if (of.Kind == BilledKind.Charge || of.Basis.Amount is not { } amount)
            {
                yield return Text("Charge", formats.Quantity(of.Basis.AnnualQuantity), Unit(of.Basis.UnitPrice));
                yield break;
            }

            yield return of.Basis.DiscountPercent == 0
                ? Text("Annual", formats.Quantity(of.Basis.AnnualQuantity), Unit(of.Basis.UnitPrice), Money(amount.Annual))
                : Text("AnnualDiscounted", formats.Quantity(of.Basis.AnnualQuantity), Unit(of.Basis.UnitPrice), formats.Percent(of.Basis.DiscountPercent), Money(amount.Annual));
            if (of.Indexation is { } index)
            {
                yield return index.UndoneAt is null
                    ? Text("Indexed", formats.Date(index.From), IndexationWords.Formula(index.Rule, index.Used, language), formats.UnitPrice(index.Factor))
                    : Text("IndexedBack", formats.Date(index.From));
            }
        }

        IEnumerable<string> Amount()
        {
            if (of.Kind == BilledKind.Charge || of.Basis.Amount is not { } amount)
            {
                yield break;
            }

            if (of.Kind == BilledKind.Visit)
            {
                yield return Text("Visit", formats.Date(of.From), Money(amount.Annual), amount.PerYear, Money(amount.Amount));
                yield break;
            }

            yield return of.From == of.To
                ? Text("PeriodOfDay", formats.Date(of.From))
                : Text("Period", formats.Date(of.From), formats.Date(of.To), of.To.DayNumber - of.From.DayNumber + 1);
            if (of.Kind == BilledKind.Revision)
            {
                yield return Text("Visits", amount.Days ?? 0, amount.PerYear, Money(amount.Amount + amount.Difference + amount.Skipped));
                yield return Text("RevisionBilled", Money(amount.Difference));
                if (amount.Skipped > 0)
                {
                    yield return Text("RevisionSkipped", Money(amount.Skipped));
                }
            }
            else
            {
                yield return OfPeriod(amount);
                if (amount.Difference != 0)
                {
                    yield return Text("Difference", Money(amount.Difference));
                }
            }
        }

        string OfPeriod(PeriodAmount amount) => amount switch
        {
            { Days: null } => Text("Share", Money(amount.Annual), amount.PerYear, Money(amount.Amount - amount.Difference)),
            { DaysBefore: > 0 } => Text("SumOfDays", AmountTexts.Say(of.Kind, amount, of.From, of.Currency, language), Money(amount.Amount)),
            { Days: { } days } when Common.Money.Round(amount.Annual / amount.PerYear * days / amount.OfDays) == amount.Amount =>
                Text("ShareOfDays", Money(amount.Annual), amount.PerYear, days, amount.OfDays, Money(amount.Amount)),
            _ => Text(amount.Days == 1 ? "RestOfDay" : "RestOfDays", amount.Days ?? 0, Money(amount.Amount)),
        };

        IEnumerable<string> ByHand() => of.Net == of.BilledNet ? [] : [Text("ByHand", Money(of.Net), Money(of.BilledNet))];

        IEnumerable<string> Credit() => of.Credited is { } credited ? [Text("Credited", Money(credited), Money(Math.Abs(of.Net)))] : [];

        string Tax(TaxAmount tax)
        {
            if (tax.Percent == 0)
            {
                return Text("NoTax", tax.Reason.IsEmpty ? tax.Name.In(language) : tax.Reason.In(language));
            }

            var name = formats.Tax(tax.Name.In(language), tax.Percent);
            return of.DocumentTaxes.FirstOrDefault(t => t.TaxComponentId == tax.TaxComponentId && t.Percent == tax.Percent) is { } all && all.Base != tax.Base
                ? Text("TaxOfAll", name, Money(tax.Base), Money(all.Base), Money(all.Amount))
                : Text("Tax", name, Money(tax.Base), Money(tax.Amount));
        }

        string Money(decimal amount) => formats.Amount(amount, of.Currency);

        // A price of the kind 99.95 is an amount; one with more decimals keeps them.
        string Unit(decimal price) => Common.Money.Round(price) == price ? Money(price) : $"{formats.UnitPrice(price)} {of.Currency}";

        string Text(string key, params object[] args) => TextsIn.Get<ExplainText>(language, key, args);
    }
}
