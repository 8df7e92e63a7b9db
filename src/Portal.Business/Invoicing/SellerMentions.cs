using System.Globalization;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>
/// What the law wants an invoice to say of its seller, as far as it is missing. France: who it is (art. R. 123-237 and R. 123-238 of the code de commerce), its VAT id where
/// VAT is charged, with the buyer's where none is to a company in another state of the European Union, and the article where none is (art. 242 nonies A of annex II to the CGI),
/// penalties and recovery fee for professionals (art. L. 441-9 of the code de commerce). Canada: the number under which each tax is charged. Who charges no
/// tax at home needs none of those numbers. A credit note asks only who the seller is: the rest was said by its original.
/// </summary>
internal static class SellerMentions
{
    /// <summary>First words of the forms that are in the trade register with a capital. Any other text asks for neither: forms are typed freely.</summary>
    private static readonly HashSet<string> WithCapital = new(StringComparer.Ordinal)
    {
        "sa", "sas", "sasu", "sarl", "eurl", "snc", "sca", "scs", "sci", "scp", "scop", "selarl", "selarlu", "selurl", "selas", "selasu", "selafa", "selca",
    };

    /// <summary>Whether a refusal is of these: what is missing is in the settings or the client's file, not on the invoice.</summary>
    public static bool IsSaidBy(string code) =>
        code is "Invoicing.TaxWithoutReason" or "Invoicing.BuyerWithoutVatId" || code.StartsWith("Invoicing.SellerWithout", StringComparison.Ordinal);

    /// <param name="invoice">With the taxes of the day.</param>
    /// <param name="seller">As the document will name it.</param>
    public static IEnumerable<Refusal> Missing(Invoice invoice, SellerParty seller, Client buyer, Client payer, CompanyBook book, DateOnly day)
    {
        var name = book.Entity.Name;
        if (!seller.Address.IsFrench)
        {
            return seller.Address.Country == "CA" ? TaxNumbers(invoice, seller, name) : [];
        }

        var withinUnion = IsWithinUnion(invoice, buyer, book);
        var identity = Identity(seller, name, withinUnion || invoice.Taxes.Exists(t => t.Amount != 0));
        return invoice.Kind == InvoiceKind.CreditNote
            ? identity
            : [.. identity, .. withinUnion ? VatIdOf(buyer) : [], .. Reasons(invoice), .. LatePayment(payer.Kind == ClientKind.Company, book, day)];
    }

    private static IEnumerable<Refusal> Identity(SellerParty seller, string name, bool needsVatId)
    {
        var hasCapital = WithCapital.Contains(FirstWord(seller.LegalForm));
        (bool IsMissing, string Code)[] asked =
        [
            (seller.LegalForm.Length == 0, "Invoicing.SellerWithoutForm"),
            (hasCapital && seller.ShareCapital is null, "Invoicing.SellerWithoutCapital"),
            (seller.Numbers is { Siren.Length: 0, Siret.Length: 0 } && seller.Address.Country != "MC", "Invoicing.SellerWithoutSiren"),
            (hasCapital && seller.TradeRegister.Length == 0, "Invoicing.SellerWithoutRegister"),
            (needsVatId && seller.Numbers.VatId.Length == 0, "Invoicing.SellerWithoutVatId"),
        ];
        return asked.Where(a => a.IsMissing).Select(a => Refusal.NotNow(a.Code, name));
    }

    /// <summary>"S.A.R.L. unipersonnelle" and "Sarl/SCOP" are "sarl".</summary>
    private static string FirstWord(string form) =>
        new([.. Folding.Fold(form.Replace(".", "", StringComparison.Ordinal)).TakeWhile(char.IsAsciiLetter)]);

    /// <summary>Supplied without VAT to a company in another member state; what is charged for late payment is no supply.</summary>
    private static bool IsWithinUnion(Invoice invoice, Client buyer, CompanyBook book) =>
        invoice.Kind == InvoiceKind.Invoice && buyer is { Kind: ClientKind.Company, BillingAddress: { IsOfUnion: true, IsFrench: false } }
            && invoice.Taxes.Exists(t => t.Percent == 0) && invoice.Lines.Exists(l => l.IsPriced && l.TaxCodeId is { } code && code != book.ChargeTaxCodeId);

    private static IEnumerable<Refusal> VatIdOf(Client buyer) => buyer.Numbers.VatId.Length == 0 ? [Refusal.NotNow("Invoicing.BuyerWithoutVatId", buyer.Name)] : [];

    /// <summary>Tax codes that were saved before a reason was asked of them.</summary>
    private static IEnumerable<Refusal> Reasons(Invoice invoice) => invoice.Taxes.Where(t => t.Percent == 0 && t.Reason.IsEmpty)
        .Select(t => Refusal.NotNow("Invoicing.TaxWithoutReason", t.Name.In(CultureInfo.CurrentUICulture.Name)));

    private static IEnumerable<Refusal> LatePayment(bool payerIsCompany, CompanyBook book, DateOnly day) =>
        payerIsCompany && LateConditions.Of(book.LateTermOn(day), payerIsCompany) is ({ Percent: 0 } or { RecoveryFee: 0 })
            ? [Refusal.NotNow("Invoicing.SellerWithoutLateTerm", book.Entity.Name, day)]
            : [];

    private static IEnumerable<Refusal> TaxNumbers(Invoice invoice, SellerParty seller, string name) => invoice.Taxes
        .Where(t => t.Amount != 0 && seller.Numbers.OfTax(t.Name) is { Length: 0 })
        .Select(t => Refusal.NotNow("Invoicing.SellerWithoutTaxNumber", name, t.Name.In(CultureInfo.CurrentUICulture.Name)));
}
