using Microsoft.Extensions.Localization;
using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;

namespace Portal.Web.ClientPortal;

/// <summary>What a client owes, and one clear button.</summary>
public sealed partial class PortalHome(ShowPortalHome show, IStringLocalizer<ClientPortalPages> T)
{
    private ShowPortalHome.Shown? home;
    private Result? result;

    protected override async Task OnInitializedAsync()
    {
        var shown = await show.RunAsync(default);
        result = shown;
        home = shown.TryGet(out var found) ? found : null;
    }

    private OwnInvoice? First(string currency) => home?.ToPay.FirstOrDefault(i => i.Currency == currency && i.State != OwnInvoiceState.BeingPaid);
}
