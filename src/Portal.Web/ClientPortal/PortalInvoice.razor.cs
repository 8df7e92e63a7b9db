using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Payments.UseCases;

namespace Portal.Web.ClientPortal;

/// <summary>One invoice: what is due, paying it, and the document that was sent.</summary>
public sealed partial class PortalInvoice(
    ShowOwnInvoice show, StartOnlinePayment start, NavigationManager navigation, IStringLocalizer<ClientPortalPages> T, IStringLocalizer<ClientPortalText> Texts)
{
    private ShowOwnInvoice.Shown? invoice;
    private Result? result;
    private Result? refused;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        await ShowAsync();
        if (invoice is null && Http is not null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task ShowAsync()
    {
        var shown = await show.RunAsync(Id, default);
        result = shown;
        invoice = shown.TryGet(out var found) ? found : null;
    }

    private async Task PayAsync()
    {
        var started = await start.RunAsync(new([Id]), default);
        refused = started;
        if (started.TryGet(out var address))
        {
            navigation.NavigateTo(address);
            return;
        }

        // What the provider just told is shown beside the reason.
        await ShowAsync();
    }
}
