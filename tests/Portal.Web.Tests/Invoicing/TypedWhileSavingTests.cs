using Portal.Business.Invoicing;
using Portal.Web.Invoicing;

namespace Portal.Web.Tests.Invoicing;

/// <summary>A proforma is saved and typed on at the same time.</summary>
public sealed class TypedWhileSavingTests
{
    [Fact]
    public void Deduction_ThatTheSaveAdded_Stays_AndSoDoesWhatWasTyped()
    {
        var mine = Sheet();
        var sent = InvoiceMerge.Copy(mine);
        mine.Title = "Enseigne lumineuse";
        mine.Lines[0].Quantity = 5;

        var both = TypedWhileSaving.Onto(sent, mine, Saved());

        Assert.Equal("Enseigne lumineuse", both.Title);
        Assert.Equal([(1L, 5m), (2L, 1m), (3L, -1m)], both.Lines.Select(l => (l.Id!.Value, l.Quantity!.Value)));
        Assert.True(both.Lines[2].IsDeduction);
    }

    [Fact]
    public void Line_ThatTheSaveMade_IsNotThereTwice_AndKeepsItsRowAndWhatWasTypedInIt()
    {
        var mine = Sheet();
        var (sent, row) = (InvoiceMerge.Copy(mine), mine.Lines[1].Row);
        mine.Lines[1].Description = "Pose de nuit";

        var both = TypedWhileSaving.Onto(sent, mine, Saved());

        Assert.Equal([(1L, "Cartes"), (2L, "Pose de nuit"), (3L, "Acompte")], both.Lines.Select(l => (l.Id!.Value, l.Description)));
        Assert.Same(row, both.Lines[1].Row);
    }

    [Fact]
    public void Lines_AddedMovedAndRemovedMeanwhile_AreAsTheyWereTyped()
    {
        var mine = Sheet();
        mine.Lines.Add(new InvoiceLineFields { Description = "Dépose", Quantity = 1, UnitPrice = 50 });
        var sent = InvoiceMerge.Copy(mine);
        mine.Lines.RemoveAt(2);
        mine.Lines.Insert(0, new InvoiceLineFields { Description = "Étude", Quantity = 1, UnitPrice = 30 });
        mine.Lines.Reverse(1, 2);
        var saved = Saved();
        saved.Lines.Insert(2, new InvoiceLineFields { Id = 4, Description = "Dépose", Quantity = 1, UnitPrice = 50 });

        var both = TypedWhileSaving.Onto(sent, mine, saved);

        Assert.Equal(["Étude", "Pose", "Cartes", "Acompte"], both.Lines.Select(l => l.Description));
        Assert.Equal([null, 2L, 1L, 3L], both.Lines.Select(l => l.Id));
    }

    /// <summary>One line that was saved before, and a new one.</summary>
    private static InvoiceFields Sheet()
    {
        var fields = new InvoiceFields { Title = "Enseigne" };
        fields.Lines.Add(new InvoiceLineFields { Id = 1, Description = "Cartes", Quantity = 2, UnitPrice = 10 });
        fields.Lines.Add(new InvoiceLineFields { Description = "Pose", Quantity = 1, UnitPrice = 100 });
        return fields;
    }

    private static InvoiceFields Saved()
    {
        var fields = Sheet();
        fields.Lines[1].Id = 2;
        fields.Lines.Add(new InvoiceLineFields { Id = 3, Source = InvoiceLineSource.Deposit, Description = "Acompte", Quantity = -1, UnitPrice = 40 });
        return fields;
    }
}
