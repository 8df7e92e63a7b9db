using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>Who sold, who bought and who pays, as they were on the day of issue.</summary>
/// <param name="DeliveredTo">The site it was delivered to; null where none was named.</param>
public sealed record InvoiceParties(SellerParty Seller, BuyerParty Buyer, BuyerParty BilledTo, DeliveryPlace? DeliveredTo = null)
{
    public static InvoiceParties Of(LegalEntity seller, Client buyer, Client billedTo, DeliveryPlace? deliveredTo = null) =>
        new(SellerParty.Of(seller), BuyerParty.Of(buyer), BuyerParty.Of(billedTo), deliveredTo);

    /// <summary>Where it was delivered, if that is not where the invoice goes: then documents and electronic invoices must say so.</summary>
    public DeliveryPlace? Elsewhere() => DeliveredTo?.OtherThan(BilledTo.Address);
}

public sealed record SellerParty(
    string LegalName, string LegalForm, decimal? ShareCapital, Address Address, string Phone, string Email, string Website, RegistrationNumbers Numbers,
    string TradeRegister, BankDetails Bank, decimal LateInterestPercent, decimal RecoveryFee, bool VatOnDebits)
{
    public static SellerParty Of(LegalEntity e) => new(
        e.LegalName, e.LegalForm, e.ShareCapital, e.Address, e.Phone, e.Email, e.Website, e.Numbers,
        e.TradeRegister, e.Bank, e.LateInterestPercent, e.RecoveryFee, e.VatOnDebits);
}

public sealed record BuyerParty(string Name, bool IsCompany, string Attention, Address Address, RegistrationNumbers Numbers)
{
    public static BuyerParty Of(Client c) => new(
        c.Name,
        c.Kind == ClientKind.Company,
        c.Contacts.FirstOrDefault(contact => contact.Id == c.BillingManagerId)?.Name ?? "",
        c.BillingAddress,
        c.Numbers);
}
