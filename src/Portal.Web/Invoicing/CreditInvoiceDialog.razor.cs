using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>Credits all or part of an issued invoice, and leads to the credit note.</summary>
public sealed partial class CreditInvoiceDialog(
    ShowCreditable show, PreviewCredit look, CreditInvoice credit, NavigationManager navigation, Toasts toasts, IStringLocalizer<InvoicingPages> T)
{
    private readonly Dictionary<long, decimal?> quantities = [];
    private readonly HashSet<long> kept = [];
    private readonly Dictionary<long, decimal> pays = [];
    private ShowCreditable.Creditable? creditable;
    private PreviewCredit.Preview? preview;
    private Refusal? unseen;
    private Way what;
    private decimal? amount;
    private bool taxIncluded;
    private long? lineId;
    private bool giveBack;
    private bool reopens;
    private bool sendNow;
    private string? reason;

    private enum Way
    {
        Whole,
        Quantities,
        Amount,
    }

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private IReadOnlyList<(Way, string)> Ways => [(Way.Whole, T["CreditWhole"]), (Way.Quantities, T["CreditByLine"]), (Way.Amount, T["CreditByAmount"])];

    private IReadOnlyList<CreditInvoice.LineQuantity>? Chosen => what == Way.Quantities
        ? [.. quantities.Where(q => q.Value is not null and not 0).Select(q => new CreditInvoice.LineQuantity(q.Key, q.Value!.Value, !kept.Contains(q.Key)))]
        : null;

    private CreditAmount? Wanted => what == Way.Amount ? new CreditAmount(amount ?? 0, taxIncluded, lineId) : null;

    /// <summary>Nothing is entered yet, so nothing is said about it.</summary>
    private bool IsEmpty => Chosen is { Count: 0 } || (what == Way.Amount && amount is null);

    protected override async Task OnParametersSetAsync()
    {
        if (!Open)
        {
            creditable = null;
        }
        else if (creditable is null && (await show.RunAsync(new ShowCreditable.Input(View.Id), default)).TryGet(out var found))
        {
            (what, amount, taxIncluded, lineId, giveBack, reopens, sendNow, reason) = (Way.Whole, null, true, null, false, false, false, "");
            quantities.Clear();
            kept.Clear();
            creditable = found;
            await LookAsync();
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";

    private Task ChooseAsync(Way way) => LookAsync(() => what = way);

    private Task LookAsync(Action change)
    {
        change();
        return LookAsync();
    }

    private async Task LookAsync()
    {
        pays.Clear();
        (preview, unseen) = (null, null);
        if (IsEmpty)
        {
            return;
        }

        var wish = new CreditWish(Chosen?.ToDictionary(q => q.LineId, q => q.Quantity), Wanted);
        if ((await look.RunAsync(new PreviewCredit.Input(View.Id, wish), default)).TryGet(out var found, out var refusal))
        {
            preview = found;
        }
        else
        {
            unseen = refusal;
        }
    }

    private async Task<Result> CreditAsync()
    {
        var input = new CreditInvoice.Input(
            View.Id, View.Version, Chosen, giveBack, reason ?? "", sendNow, Wanted, [.. pays.Where(p => p.Value != 0).Select(p => new Share(p.Key, p.Value))], reopens && what != Way.Amount);
        var result = await credit.RunAsync(input, default);
        if (result.TryGet(out var note))
        {
            toasts.Say(T["CreditedToast", note.Number]);
            await OnClose.InvokeAsync();
            navigation.NavigateTo($"/invoices/{note.Id}");
        }

        return result;
    }
}
