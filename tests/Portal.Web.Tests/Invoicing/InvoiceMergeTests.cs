using Portal.Business.Invoicing;
using Portal.Web.Invoicing;

namespace Portal.Web.Tests.Invoicing;

public sealed class InvoiceMergeTests
{
    [Fact]
    public void Merge_OfDifferentFields_HasBoth()
    {
        var (start, mine, theirs) = (Sheet(), Sheet(), Sheet());
        mine.Title = "Enseigne";
        mine.Lines[0].Quantity = 5;
        theirs.PurchaseOrder = "BC-1";
        theirs.Lines[0].UnitPrice = 12;

        var both = InvoiceMerge.Of(start, mine, theirs);

        Assert.Equal(("Enseigne", "BC-1", 5m, 12m), (both.Title, both.PurchaseOrder, both.Lines[0].Quantity, both.Lines[0].UnitPrice));
    }

    [Fact]
    public void Merge_OfTheSameField_KeepsMine()
    {
        var (start, mine, theirs) = (Sheet(), Sheet(), Sheet());
        mine.Lines[0].Quantity = 5;
        theirs.Lines[0].Quantity = 7;

        Assert.Equal(5, InvoiceMerge.Of(start, mine, theirs).Lines[0].Quantity);
    }

    [Fact]
    public void Merge_OfLinesThatCameAndWent_LosesNoneThatSomebodyChanged()
    {
        var (start, mine, theirs) = (Sheet(), Sheet(), Sheet());
        mine.Lines.Add(new InvoiceLineFields { Description = "Nouvelle" });
        mine.Lines.RemoveAt(0);
        mine.Lines[0].Quantity = 9;
        theirs.Lines.RemoveAt(1);

        Assert.Equal(["Pose", "Nouvelle"], InvoiceMerge.Of(start, mine, theirs).Lines.Select(l => l.Description));
    }

    [Fact]
    public void Changes_NameTheFieldTheLineAndBothValues()
    {
        var (from, to) = (Sheet(), Sheet());
        to.Lines[1].Quantity = 3;
        to.Lines.RemoveAt(0);
        to.DiscountValue = 10;

        Assert.Equal(
            [("DocumentDiscount", null), ("Quantity", 1), (null, null)], InvoiceMerge.Changes(from, to).Select(c => (c.Label, c.Line)));
    }

    private static InvoiceFields Sheet()
    {
        var fields = new InvoiceFields { Title = "Travaux", DiscountKind = DiscountKind.Percent };
        fields.Lines.Add(new InvoiceLineFields { Id = 1, Description = "Cartes", Quantity = 2, UnitPrice = 10 });
        fields.Lines.Add(new InvoiceLineFields { Id = 2, Description = "Pose", Quantity = 1, UnitPrice = 100 });
        return fields;
    }
}
