using Portal.Business.Invoicing.UseCases;
using Portal.Web.Invoicing;

namespace Portal.Web.Tests.Invoicing;

public sealed class NewLinesTests
{
    private static readonly PickJobLines.Row Row = new(5, 6, "J-000012", "Enseigne", null, "Pose de l’enseigne", "h", 10, 4, 95, 0, 7, 8, "BC-77", "CAD");

    [Fact]
    public void Line_FromAJob_HasItsDescriptionPriceAndOrderNumber()
    {
        var line = NewLines.Of(Row, 3, order: "BC-12");

        Assert.Equal((5L, "Pose de l’enseigne", 3m, "h", 95m, "BC-77"), (line.JobLineId!.Value, line.Description, line.Quantity!.Value, line.Unit, line.UnitPrice!.Value, line.PurchaseOrder));
        Assert.Equal((7L, 8L), (line.TaxCodeId!.Value, line.GlAccountId!.Value));
    }

    [Fact]
    public void Line_FromAJob_DoesNotRepeatTheOrderNumberOfTheInvoice() => Assert.Equal("", NewLines.Of(Row, 3, order: "BC-77").PurchaseOrder);
}
