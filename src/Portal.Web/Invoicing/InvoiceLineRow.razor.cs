using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>
/// One line of a proforma in the editor. It draws itself again only when something of it changed, so that an edit of one line costs
/// the same on an invoice of five hundred.
/// </summary>
public sealed partial class InvoiceLineRow(IStringLocalizer<InvoicingPages> T)
{
    /// <summary>The list of units that all rows propose.</summary>
    public const string UnitsId = "invoice-units";

    private object? drawn;

    [Parameter, EditorRequired]
    public InvoiceLineFields Line { get; set; } = default!;

    /// <summary>From 0.</summary>
    [Parameter, EditorRequired]
    public int At { get; set; }

    [Parameter]
    public bool IsLast { get; set; }

    /// <summary>What it comes to, if it is a subtotal.</summary>
    [Parameter]
    public decimal? Subtotal { get; set; }

    /// <summary>The tax code that the fiscal position puts in the place of the line's; null where it leaves it.</summary>
    [Parameter]
    public string? Expected { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<(long?, string)> TaxCodes { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<(long?, string)> Accounts { get; set; } = [];

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback<RowMove> OnMove { get; set; }

    [Parameter]
    public EventCallback<InvoiceLineFields> OnRemove { get; set; }

    private int Rows => Math.Clamp((Line.Description ?? "").Count(c => c == '\n') + 1 + ((Line.Description ?? "").Length / 60), 1, 6);

    private object State => (Line.Shown(), At, IsLast, Subtotal, Expected, TaxCodes, Accounts);

    protected override void OnInitialized() => drawn = State;

    protected override bool ShouldRender()
    {
        var now = State;
        if (now.Equals(drawn))
        {
            return false;
        }

        drawn = now;
        return true;
    }

    private string Name(string field) => $"Lines[{At}].{field}";

    /// <summary>Names a field by its line, for those who don't see the table.</summary>
    private string Of(string key) => T["OnLine", T[key], At + 1];

    private Task ChangedAsync() => OnChanged.InvokeAsync();
}
