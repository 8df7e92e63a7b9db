using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Invoicing;

/// <summary>
/// What the law wants an invoice to say of its seller, as far as it is missing. France: who it is (art. R. 123-237 and R. 123-238 of the code de commerce), its VAT id where
/// VAT is charged and the article where none is (art. 242 nonies A of annex II to the CGI), penalties and recovery fee for professionals (art. L. 441-9 of the
/// code de commerce). Canada: the number under which each tax is charged. Who charges no tax needs none of those numbers.
/// </summary>
internal static class SellerMentions
{
    /// <summary>Forms without a capital that are in no trade register by themselves; every other form is a company with both.</summary>
    private static readonly HashSet<string> NoCompany = new(StringComparer.OrdinalIgnoreCase)
    {
        "EI", "EIRL", "Entrepreneur individuel", "Entrepreneuse individuelle", "Entreprise individuelle", "Micro-entrepreneur", "Micro-entreprise", "Auto-entrepreneur", "Association", "Fondation",
    };

    /// <summary>In the register, but not bound to have a capital.</summary>
    private static readonly HashSet<string> CapitalNotStated = new(StringComparer.OrdinalIgnoreCase) { "GIE", "GEIE" };

    /// <param name="invoice">With the taxes of the day.</param>
    public static IEnumerable<Refusal> Missing(Invoice invoice, bool payerIsCompany, CompanyBook book, DateOnly day) => book.Entity.Address.IsFrench
        ? [.. Identity(book.Entity, invoice.Taxes.Exists(t => t.Amount != 0)), .. Reasons(invoice), .. LatePayment(invoice, payerIsCompany, book, day)]
        : book.Entity.Address.Country == "CA" ? TaxNumbers(invoice, book.Entity) : [];

    private static IEnumerable<Refusal> Identity(LegalEntity entity, bool chargesVat)
    {
        var form = entity.LegalForm.Replace(".", "", StringComparison.Ordinal);
        var isCompany = form.Length > 0 && !NoCompany.Contains(form);
        (bool IsMissing, string Code)[] asked =
        [
            (form.Length == 0, "Invoicing.SellerWithoutForm"),
            (isCompany && entity.ShareCapital is null && !CapitalNotStated.Contains(form), "Invoicing.SellerWithoutCapital"),
            (entity.Numbers is { Siren.Length: 0, Siret.Length: 0 } && entity.Address.Country != "MC", "Invoicing.SellerWithoutSiren"),
            (isCompany && entity.TradeRegister.Length == 0, "Invoicing.SellerWithoutRegister"),
            (chargesVat && entity.Numbers.VatId.Length == 0, "Invoicing.SellerWithoutVatId"),
        ];
        return asked.Where(a => a.IsMissing).Select(a => Refusal.NotNow(a.Code, entity.Name));
    }

    /// <summary>Tax codes that were saved before a reason was asked of them.</summary>
    private static IEnumerable<Refusal> Reasons(Invoice invoice) => invoice.Taxes.Where(t => t.Percent == 0 && t.Reason.IsEmpty)
        .Select(t => Refusal.NotNow("Invoicing.TaxWithoutReason", t.Name.In(CultureInfo.CurrentUICulture.Name)));

    private static IEnumerable<Refusal> LatePayment(Invoice invoice, bool payerIsCompany, CompanyBook book, DateOnly day) =>
        invoice.Kind == InvoiceKind.Invoice && payerIsCompany && LateConditions.Of(book.LateTermOn(day), payerIsCompany) is ({ Percent: 0 } or { RecoveryFee: 0 })
            ? [Refusal.NotNow("Invoicing.SellerWithoutLateTerm", book.Entity.Name, day)]
            : [];

    private static IEnumerable<Refusal> TaxNumbers(Invoice invoice, LegalEntity entity) => invoice.Taxes
        .Where(t => t.Amount != 0 && entity.Numbers.OfTax(t.Name) is { Length: 0 })
        .Select(t => Refusal.NotNow("Invoicing.SellerWithoutTaxNumber", entity.Name, t.Name.In(CultureInfo.CurrentUICulture.Name)));
}
