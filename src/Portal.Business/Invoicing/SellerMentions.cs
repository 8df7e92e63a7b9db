using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>
/// What the law wants an invoice to say of its seller, as far as it is missing. France: who it is (art. R. 123-237 and R. 123-238 of the code de commerce), its VAT id where
/// VAT is charged, with the buyer's for supplies within the European Union (art. 262 ter, I and 283, 2 of the CGI), and the article where none is (art. 242 nonies A of annex II to the CGI),
/// penalties and recovery fee for professionals (art. L. 441-9 of the code de commerce). Canada: the number under which each tax is charged. Who charges no
/// tax at home needs none of those numbers. A credit note asks only who the seller is: the rest was said by its original.
/// </summary>
internal static partial class SellerMentions
{
    /// <summary>First words of the forms that are in the trade register with a capital. Any other text asks for neither, unless it is written out: forms are typed freely.</summary>
    private static readonly HashSet<string> WithCapital = new(StringComparer.Ordinal)
    {
        "sa", "sas", "sasu", "sarl", "eurl", "snc", "sca", "scs", "sci", "scp", "scop", "selarl", "selarlu", "selurl", "selas", "selasu", "selafa", "selca",
        "scic", "sem", "seml", "semop", "spl", "sccv", "scm", "earl",
    };

    /// <summary>"Société par actions simplifiée" and the like, but not those that are no legal person or have no capital.</summary>
    [GeneratedRegex("^(societe(?! (creee )?de fait| en participation)(?!.*(mutuelle|mutualiste))|entreprise unipersonnelle|exploitation agricole a responsabilite limitee)\\b")]
    private static partial Regex WrittenOut();

    /// <summary>
    /// Reasons of supplies within the Union, as standard tax codes give them or people write them: article 262 ter, I (goods) or 283, 2 (services), which is not one of the
    /// paragraphs 283, 2 bis to decies, and reverse charge in words.
    /// </summary>
    [GeneratedRegex(@"^(?!.*\b283[\s,.-]+(i\s+)?2[\s-]*(bis|ter|quater|\w+ies)\b).*(\b262[\s-]*ter\b|\b283[\s,.-]+2\b|auto-?liquid|reverse[\s-]charge)")]
    private static partial Regex WithinUnion();

    /// <param name="invoice">With the taxes of the day.</param>
    /// <param name="seller">As the document will name it.</param>
    public static IEnumerable<Refusal> Missing(Invoice invoice, SellerParty seller, Client buyer, Client payer, CompanyBook book, DateOnly day)
    {
        var name = book.Entity.Name;
        if (!seller.Address.IsFrench)
        {
            return seller.Address.Country == "CA" ? TaxNumbers(invoice, seller, name) : [];
        }

        var withinUnion = IsWithinUnion(invoice, buyer, book, day);
        var identity = Identity(seller, name, withinUnion || invoice.Taxes.Exists(t => t.Amount != 0));
        return invoice.Kind == InvoiceKind.CreditNote
            ? identity
            : [.. identity, .. withinUnion ? VatIdOf(buyer) : [], .. Reasons(invoice), .. LatePayment(payer.Kind == ClientKind.Company, book, day)];
    }

    private static IEnumerable<Refusal> Identity(SellerParty seller, string name, bool needsVatId)
    {
        var hasCapital = HasCapital(seller.LegalForm);
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
    private static bool HasCapital(string form)
    {
        var folded = Folding.Fold(form.Replace(".", "", StringComparison.Ordinal));
        return WithCapital.Contains(new string([.. folded.TakeWhile(char.IsAsciiLetter)])) || WrittenOut().IsMatch(folded);
    }

    /// <summary>Whether a line of it is supplied to a company in another member state without VAT because that state taxes it, not for another reason.</summary>
    private static bool IsWithinUnion(Invoice invoice, Client buyer, CompanyBook book, DateOnly day) =>
        invoice.Kind == InvoiceKind.Invoice && buyer is { Kind: ClientKind.Company, BillingAddress: { IsOfUnion: true, IsFrench: false } }
            && invoice.Lines.Exists(l => l.IsPriced && book.Taxes.Find(l.TaxCodeId) is { } code && code.Id != book.ChargeTaxCodeId && IsWithinUnion(code, day));

    private static bool IsWithinUnion(TaxCode code, DateOnly day) =>
        code.Components.TrueForAll(c => c.RateOn(day) is null or 0)
            && (WithinUnion().IsMatch(Folding.Fold(code.ExemptionReason.French)) || WithinUnion().IsMatch(Folding.Fold(code.ExemptionReason.English)));

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
