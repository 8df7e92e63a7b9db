using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Invoicing;

/// <summary>The lines of a proforma as a grid, and the ways to add one: from a job, a product, a GL account, or as text.</summary>
public sealed partial class InvoiceLinesEditor(PickProducts products, IStringLocalizer<InvoicingPages> T)
{
    private static readonly InvoiceLineKind[] TextKinds = [InvoiceLineKind.Section, InvoiceLineKind.Subtotal, InvoiceLineKind.Remark];
    private static readonly (InvoiceLineSource Source, string Key)[] Sources =
        [(InvoiceLineSource.Product, "AddProduct"), (InvoiceLineSource.GlAccount, "AddFromAccount"), (InvoiceLineSource.Text, "AddText")];

    private readonly Dictionary<long, PickProducts.Row> found = [];
    private IReadOnlyList<(long?, string)> taxCodes = [];
    private IReadOnlyList<(long?, string)> accounts = [];
    private ShowInvoiceChoices.Choices? listed;
    private Adding adding;
    private InvoiceLineSource first;
    private string? pasted;

    private enum Adding
    {
        Nothing,
        Job,
        Lines,
        Paste,
    }

    [Parameter, EditorRequired]
    public InvoiceFields Fields { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowInvoiceChoices.Choices Choices { get; set; } = default!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>Under the lines: the totals.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The lists that rows offer stay the same objects, so that an edit draws its own row alone.</summary>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(listed, Choices))
        {
            var language = Formats.Current.Culture.Name;
            listed = Choices;
            taxCodes = [.. Choices.TaxCodes.Select(c => ((long?)c.Id, c.Name.In(language)))];
            accounts = [.. Choices.Accounts.Select(a => ((long?)a.Id, $"{a.Code} {a.Name.In(language)}"))];
        }
    }

    private void CloseAdding() => adding = Adding.Nothing;

    private async Task<IReadOnlyList<Choice<long?>>> FindProductsAsync(ChoiceRequest request, CancellationToken ct)
    {
        if (!(await products.RunAsync(new PickProducts.Input(View.Seller.Id, request.Text, request.Skip, request.Take), ct)).TryGet(out var rows))
        {
            return [];
        }

        foreach (var row in rows)
        {
            found[row.Id] = row;
        }

        return [.. rows.Select(p => new Choice<long?>(p.Id, p.Name.In(View.Language), $"{p.Code} · {Formats.Current.Amount(p.UnitPrice, View.Currency)}"))];
    }

    private string? ExpectedTax(InvoiceLineFields line) =>
        !line.IsDeduction && line.TaxCodeId is { } own && Choices.Positions.FirstOrDefault(p => p.Id == Fields.FiscalPositionId)?.TaxCodeFor(own) is { } expected && expected != own
            ? taxCodes.FirstOrDefault(t => t.Item1 == expected).Item2
            : null;

    private InvoiceLineFields? LineOf(long productId) => found.TryGetValue(productId, out var product) ? NewLines.Of(product, View.Language) : null;

    private void ShowAdding(InvoiceLineSource source) => (first, adding) = (source, Adding.Lines);

    private Task AddPastedAsync(IReadOnlyList<PastedLines.Row> rows) => AddCodedAsync([.. rows.Select(NewLines.Of)]);

    private Task AddJobLinesAsync(IReadOnlyList<(PickJobLines.Row Row, decimal Quantity)> chosen) => AddCodedAsync([.. chosen.Select(c => NewLines.Of(c.Row, c.Quantity, Fields.PurchaseOrder))]);

    private Task AddEmptyAsync() => AddCodedAsync([new InvoiceLineFields()]);

    private Task AddCodedAsync(IReadOnlyList<InvoiceLineFields> lines)
    {
        CloseAdding();
        return AddAsync([.. lines.Select(l => l.Coded(Choices, Fields.FiscalPositionId))]);
    }

    private void ShowPasted(string? text) => (pasted, adding) = (text, Adding.Paste);

    private Task ChangedAsync() => OnChanged.InvokeAsync();

    private Task AddAsync(params InvoiceLineFields[] lines)
    {
        Fields.Lines.AddRange(lines);
        return ChangedAsync();
    }

    private Task MoveAsync(RowMove move) => move.Apply(Fields.Lines) ? ChangedAsync() : Task.CompletedTask;

    private Task Remove(InvoiceLineFields line) => Fields.Lines.Remove(line) ? ChangedAsync() : Task.CompletedTask;
}
