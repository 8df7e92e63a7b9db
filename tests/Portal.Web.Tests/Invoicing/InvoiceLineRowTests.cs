using Microsoft.AspNetCore.Components;
using Portal.Business.Invoicing;
using Portal.Web.Invoicing;
using Portal.Web.Kit;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Invoicing;

/// <summary>What one edit draws on a long invoice.</summary>
public sealed class InvoiceLineRowTests : KitContext
{
    [Fact]
    public void Edit_OfOneOfFiveHundredLines_DrawsItsRowAlone()
    {
        var fields = new InvoiceFields();
        fields.Lines.AddRange(Enumerable.Range(0, 500).Select(i => new InvoiceLineFields { Id = i + 1, Description = $"Ligne {i}", Quantity = 1, UnitPrice = 10, TaxCodeId = 1, GlAccountId = 1 }));
        var sheet = Render<Sheet>(p => p.Add(s => s.Fields, fields));
        var rows = sheet.FindComponents<InvoiceLineRow>();
        var drawn = rows.Select(r => r.RenderCount).ToList();

        rows[7].Find("input[name$='.UnitPrice']").Change("20");

        Assert.Equal(5010m, fields.Lines.Sum(l => l.Net));
        Assert.Equal([7], rows.Select((row, i) => (row, i)).Where(r => r.row.RenderCount != drawn[r.i]).Select(r => r.i));
    }

    [Fact]
    public void Saving_OfFiveHundredLines_DrawsOnlyWhatItChanged()
    {
        InvoiceFields Read(decimal price)
        {
            var fields = new InvoiceFields();
            fields.Lines.AddRange(Enumerable.Range(0, 500).Select(i => new InvoiceLineFields { Id = i + 1, Description = $"Ligne {i}", Quantity = 1, UnitPrice = i == 7 ? price : 10, TaxCodeId = 1, GlAccountId = 1 }));
            return fields;
        }

        var mine = Read(20.004m);
        var sheet = Render<Sheet>(p => p.Add(s => s.Fields, mine));
        var rows = sheet.FindComponents<InvoiceLineRow>();
        var drawn = rows.Select(r => r.RenderCount).ToList();

        sheet.Render(p => p.Add(s => s.Fields, Read(20).InRowsOf(mine)));

        Assert.Equal([7], rows.Select((row, i) => (row, i)).Where(r => r.row.RenderCount != drawn[r.i]).Select(r => r.i));
        Assert.Same(sheet.Instance.Fields.Lines[7], rows[7].Instance.Line);

        var before = rows.Select(r => r.Instance).ToHashSet();
        sheet.Render(p => p.Add(s => s.Fields, Read(20)));

        Assert.DoesNotContain(sheet.FindComponents<InvoiceLineRow>(), r => before.Contains(r.Instance));
    }

    /// <summary>The rows and their sum, as the editor of a proforma draws them.</summary>
    private sealed class Sheet : ComponentBase
    {
        private static readonly IReadOnlyList<(long?, string)> Codes = [.. Enumerable.Range(1, 30).Select(i => ((long?)i, $"Code {i}"))];

        [Parameter]
        public InvoiceFields Fields { get; set; } = default!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            var subtotals = Fields.Subtotals();
            for (var i = 0; i < Fields.Lines.Count; i++)
            {
                builder.OpenComponent<InvoiceLineRow>(0);
                builder.SetKey(Fields.Lines[i].Row);
                builder.AddComponentParameter(1, nameof(InvoiceLineRow.Line), Fields.Lines[i]);
                builder.AddComponentParameter(2, nameof(InvoiceLineRow.At), i);
                builder.AddComponentParameter(3, nameof(InvoiceLineRow.IsLast), i == Fields.Lines.Count - 1);
                builder.AddComponentParameter(4, nameof(InvoiceLineRow.Subtotal), subtotals[i]);
                builder.AddComponentParameter(5, nameof(InvoiceLineRow.TaxCodes), Codes);
                builder.AddComponentParameter(6, nameof(InvoiceLineRow.Accounts), Codes);
                builder.AddComponentParameter(7, nameof(InvoiceLineRow.OnChanged), EventCallback.Factory.Create(this, () => { }));
                builder.AddComponentParameter(8, nameof(InvoiceLineRow.OnMove), EventCallback.Factory.Create<RowMove>(this, _ => { }));
                builder.CloseComponent();
            }

            builder.AddContent(9, Fields.Lines.Sum(l => l.Net));
        }
    }
}
