using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Web.Invoicing;

/// <summary>Where what stands in the way of a document is mended.</summary>
internal static class RefusalPlaces
{
    /// <summary>The page; null where there is none other than the document's.</summary>
    public static string? PageOf(Refusal missing, ShowInvoice.Shown view) => missing.Code switch
    {
        "Invoicing.NoBillingAddress" => $"/clients/{view.BilledTo.Id}/edit",
        "Invoicing.BuyerWithoutVatId" => $"/clients/{view.SoldTo.Id}/edit",
        "Invoicing.SellerWithoutLateTerm" => $"/settings/reminders?company={view.Seller.Id}",
        "Invoicing.TaxWithoutReason" => "/settings/tax-codes",
        _ when missing.Code.StartsWith("Invoicing.SellerWithout", StringComparison.Ordinal) => $"/settings/companies/{view.Seller.Id}",
        "Invoicing.NoTaxRate" or "Accounting.TaxWithoutAccount" => "/settings/taxes",
        "Accounting.NoExchangeRate" => "/settings/exchange-rates",
        "Accounting.NoExchangeAccounts" or "Accounting.NoReceivableAccount" or "Accounting.NoSalesJournal" => $"/settings/companies/{view.Seller.Id}",
        _ => null,
    };
}
