using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;
using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Payments.UseCases;

namespace Portal.Web.ClientPortal;

/// <summary>Invoices are ticked and paid in one card payment. What each owed when it was shown comes back with its tick: nobody pays a sum they did not see.</summary>
public sealed partial class PortalPay(
    ListOwnPayable list, StartOnlinePayment start, NavigationManager navigation, IStringLocalizer<ClientPortalPages> T, IStringLocalizer<ClientPortalText> Texts)
{
    private const string Field = "ticked";

    private ListOwnPayable.Listed? listed;
    private Result? result;
    private Result? refused;

    [SupplyParameterFromQuery(Name = "company")]
    private long? LegalEntityId { get; set; }

    [SupplyParameterFromQuery(Name = "client")]
    private long? ClientId { get; set; }

    [SupplyParameterFromQuery]
    private string? Currency { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    private bool IsPost => Http is not null && HttpMethods.IsPost(Http.Request.Method);

    private StringValues Ticked => IsPost ? Http!.Request.Form[Field] : StringValues.Empty;

    protected override Task OnParametersSetAsync() => ShowAsync();

    private static string ValueOf(OwnInvoice invoice) => string.Create(CultureInfo.InvariantCulture, $"{invoice.Id}:{invoice.Balance}");

    private static string LinkTo(ListOwnPayable.Account account) => $"/portal/pay?company={account.LegalEntityId}&client={account.ClientId}&currency={account.Currency}";

    private async Task ShowAsync()
    {
        var found = await list.RunAsync(new(LegalEntityId, ClientId, Currency), default);
        result = found;
        listed = found.TryGet(out var value) ? value : null;
    }

    /// <summary>All of them at first; after a refusal those that were.</summary>
    private bool IsTicked(OwnInvoice invoice) =>
        invoice.State != OwnInvoiceState.BeingPaid && (!IsPost || Ticked.Any(t => t?.StartsWith($"{invoice.Id}:", StringComparison.Ordinal) == true));

    private async Task PayAsync()
    {
        var chosen = Ticked.Select(Read).OfType<(long Id, decimal Shown)>().ToList();
        var started = await start.RunAsync(new([.. chosen.Select(c => c.Id)], chosen.Sum(c => c.Shown)), default);
        refused = started;
        if (started.TryGet(out var address))
        {
            navigation.NavigateTo(address);
            return;
        }

        await ShowAsync();
    }

    private static (long Id, decimal Shown)? Read(string? value) =>
        value?.Split(':') is [var id, var shown]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var invoice)
        && decimal.TryParse(shown, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? (invoice, amount)
            : null;
}
