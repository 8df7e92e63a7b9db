using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.Tests.Catalog;

public sealed class TaxCalculationTests
{
    private static readonly DateOnly Change = new(2026, 7, 1);

    [Fact]
    public void Calculate_OneTaxUnderTwoCodesOfWhichOneHasAReason_IsRoundedOnce()
    {
        var gst = Tax(("TPS", 5m));
        var both = Code("TPS+TVQ", LocalText.Empty, gst);
        var gstOnly = Code("TPS", LocalText.Same("Détaxé de la TVQ"), gst);

        var totals = TaxCalculation.Calculate([(0.10m, both), (0.10m, gstOnly)], Change);

        var tax = Assert.Single(totals.Taxes);
        Assert.Equal((0.20m, 0.01m, "Détaxé de la TVQ"), (tax.Base, tax.Amount, tax.Reason.French));
    }

    [Fact]
    public void Calculate_WithoutTax_KeepsTheReasonsApart()
    {
        var totals = TaxCalculation.Calculate([(10m, Code("A", LocalText.Same("Article 1"))), (20m, Code("B", LocalText.Same("Article 2")))], Change);

        Assert.Equal([10m, 20m], totals.Taxes.Select(t => t.Base).Order());
    }

    [Fact]
    public void Calculate_OnTheDayOfAChange_TakesTheNewRate_AndTheOldOneTheDayBefore()
    {
        var gst = Tax(("TPS", 5m));
        gst.Rates.Add(new TaxRate { From = Change, Percent = 6m });
        var code = Code("TPS", LocalText.Empty, gst);

        Assert.Equal(6.00m, TaxCalculation.Calculate([(100m, code)], Change).Tax);
        Assert.Equal(5.00m, TaxCalculation.Calculate([(100m, code)], Change.AddDays(-1)).Tax);
    }

    private static TaxComponent Tax((string Name, decimal Percent) tax)
    {
        var component = new TaxComponent { LegalEntityId = 1, Name = LocalText.Same(tax.Name) };
        component.Rates.Add(new TaxRate { From = new DateOnly(2000, 1, 1), Percent = tax.Percent });
        return component;
    }

    private static TaxCode Code(string code, LocalText reason, params TaxComponent[] components)
    {
        var made = new TaxCode { LegalEntityId = 1, Code = code, Name = LocalText.Same(code), ExemptionReason = reason };
        made.Components.AddRange(components);
        return made;
    }
}
