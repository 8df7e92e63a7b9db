using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Web.Invoicing;

/// <summary>The page where what stands in the way of a document is mended.</summary>
internal static class RefusalPlaces
{
    /// <summary>Null where there is none other than the document's.</summary>
    public static string? PageOf(Refusal missing, ShowInvoice.Shown view) => MendingPlaces.Of(missing.Code) switch
    {
        MendingPlace.Payer => $"/clients/{view.BilledTo.Id}/edit",
        MendingPlace.Buyer => $"/clients/{view.SoldTo.Id}/edit",
        MendingPlace.Company => $"/settings/companies/{view.Seller.Id}",
        MendingPlace.LateTerms => $"/settings/reminders?company={view.Seller.Id}",
        MendingPlace.TaxCodes => "/settings/tax-codes",
        MendingPlace.Taxes => "/settings/taxes",
        MendingPlace.ExchangeRates => "/settings/exchange-rates",
        _ => null,
    };
}
