using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>Credits all or part of an issued invoice, and leads to the credit note.</summary>
public sealed partial class CreditInvoiceDialog(
    ShowCreditable show, CreditInvoice credit, NavigationManager navigation, Toasts toasts, IStringLocalizer<InvoicingPages> T)
{
    private readonly Dictionary<long, decimal?> quantities = [];
    private ShowCreditable.Creditable? creditable;
    private bool whole = true;
    private bool giveBack;
    private bool sendNow;
    private string? reason;

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    private decimal Chosen => creditable?.Lines.Sum(l => l.NetOf(Math.Clamp(quantities.GetValueOrDefault(l.LineId) ?? 0, 0, l.Left))) ?? 0;

    protected override async Task OnParametersSetAsync()
    {
        if (!Open)
        {
            creditable = null;
        }
        else if (creditable is null && (await show.RunAsync(new ShowCreditable.Input(View.Id), default)).TryGet(out var found))
        {
            (whole, giveBack, sendNow, reason) = (true, false, false, "");
            quantities.Clear();
            creditable = found;
        }
    }

    private async Task<Result> CreditAsync()
    {
        IReadOnlyList<CreditInvoice.LineQuantity>? lines = whole
            ? null
            : [.. quantities.Where(q => q.Value is not null and not 0).Select(q => new CreditInvoice.LineQuantity(q.Key, q.Value!.Value))];
        var result = await credit.RunAsync(new CreditInvoice.Input(View.Id, View.Version, lines, giveBack, reason ?? "", sendNow), default);
        if (result.TryGet(out var note))
        {
            toasts.Say(T["CreditedToast", note.Number]);
            await OnClose.InvokeAsync();
            navigation.NavigateTo($"/invoices/{note.Id}");
        }

        return result;
    }
}
