using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Portal.Business.Invoicing;
using Portal.Web.Invoicing;
using Portal.Web.Kit;
using Portal.Web.Tests.Kit;
using Xunit.Abstractions;

namespace Portal.Web.Tests.Invoicing;

/// <summary>What one edit costs on a long invoice: docs/performance.md.</summary>
public sealed class InvoiceLineRowTests(ITestOutputHelper output) : KitContext
{
    [Fact]
    public void Edit_OfOneOfFiveHundredLines_DrawsItsRowAlone()
    {
        var fields = new InvoiceFields();
        fields.Lines.AddRange(Enumerable.Range(0, 500).Select(i => new InvoiceLineFields { Id = i + 1, Description = $"Ligne {i}", Quantity = 1, UnitPrice = 10, TaxCodeId = 1, GlAccountId = 1 }));
        var started = Stopwatch.StartNew();
        var sheet = Render<Sheet>(p => p.Add(s => s.Fields, fields));
        output.WriteLine($"first drawing of 500 lines: {started.ElapsedMilliseconds} ms");
        var rows = sheet.FindComponents<InvoiceLineRow>();
        var drawn = rows.Sum(r => r.RenderCount);

        var times = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var price = rows[i * 20].Find("input[name$='.UnitPrice']");
            var watch = Stopwatch.StartNew();
            price.Change($"{20 + i}");
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        output.WriteLine($"an edit: median {times.Order().ElementAt(10):0.0} ms, slowest {times.Max():0.0} ms");
        Assert.Equal(drawn + 20, sheet.FindComponents<InvoiceLineRow>().Sum(r => r.RenderCount));
        Assert.Equal(500m * 10 + Enumerable.Range(0, 20).Sum(i => 10 + i), fields.Lines.Sum(l => l.Net));
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
                builder.SetKey(Fields.Lines[i]);
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
