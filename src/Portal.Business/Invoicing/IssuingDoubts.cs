using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>What a person should look at before issuing, although nothing stands in the way.</summary>
internal static class IssuingDoubts
{
    /// <summary>
    /// Taxes of the seller's country, no fiscal position, and a buyer elsewhere to whom nothing is delivered at home: often an export that bears none. Some
    /// supplies do bear it, so a person decides.
    /// </summary>
    /// <param name="invoice">With its taxes.</param>
    /// <param name="site">Where it is delivered; null: at the buyer's.</param>
    public static IReadOnlyList<Refusal> Of(Invoice invoice, Client buyer, LegalEntity seller, Address? site)
    {
        bool IsElsewhere(Address address) => address.Country.Length > 0 && seller.Address.Country.Length > 0 && address.Country != seller.Address.Country
            && !(address.IsFrench && seller.Address.IsFrench);
        return invoice is { IsProforma: true, Kind: InvoiceKind.Invoice, FiscalPositionId: null } && invoice.Taxes.Exists(t => t.Amount != 0)
            && IsElsewhere(buyer.BillingAddress) && (site is null || IsElsewhere(site))
                ? [Refusal.NotNow("Invoicing.TaxOfOtherCountry", buyer.Name, seller.Name)]
                : [];
    }
}
