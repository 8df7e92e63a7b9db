using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>Asks once before a proforma becomes a legal document: its date, and whether it goes out at once.</summary>
public sealed partial class IssueInvoiceDialog(IssueInvoice issue, Toasts toasts, IStringLocalizer<InvoicingPages> T)
{
    private DateOnly? issueOn;
    private bool send;
    private bool shown;

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnIssued { get; set; }

    protected override void OnParametersSet()
    {
        if (Open && !shown)
        {
            (issueOn, send) = (View.Seller.Today, View.May.Send is null && View.Recipients.To is not null);
        }

        shown = Open;
    }

    private async Task<Result> IssueAsync()
    {
        var day = issueOn == View.Seller.Today ? null : issueOn;
        var result = await issue.RunAsync(new IssueInvoice.Input(View.Id, View.Version, day, send), default);
        if (result.TryGet(out var number))
        {
            toasts.Say(T[send ? "IssuedAndQueued" : "Issued", number]);
            await OnIssued.InvokeAsync();
        }

        return result;
    }
}
