using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;

namespace Portal.Business.Integrity;

/// <summary>Invoices and credit notes in the chain: everything that is final from the issue on, and the hash of the stored PDF.</summary>
public sealed class InvoiceSeals(InvoiceKind invoiceKind) : ISealSource
{
    public SealedKind Kind { get; } = KindOf(invoiceKind);

    /// <summary>Seals a document that was just issued.</summary>
    /// <param name="pdf">As stored; null where none is.</param>
    public static void Add(PortalDbContext db, Invoice invoice, StoredDocument? pdf) => db.Seal(
        KindOf(invoice.Kind), invoice.LegalEntityId, invoice.Id, invoice.Number!, invoice.IssuedOn!.Value, invoice.Total, invoice.Currency,
        text => Describe(text, invoice, pdf?.Sha256));

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var invoices = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).Include(i => i.Instalments).Include(i => i.Releases)
            .Where(i => ids.Contains(i.Id) && i.Number != null).ToListAsync(ct);
        var hashes = await StoredHashes.ReadAsync(db, nameof(Invoice), DocumentKinds.Invoice, ids, ct);
        return invoices.ToDictionary(i => i.Id, i => SealText.Of(text => Describe(text, i, hashes.GetValueOrDefault(i.Id))));
    }

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId) =>
        db.Invoices.Where(i => i.LegalEntityId == legalEntityId && i.Kind == invoiceKind && i.Number != null
                && !db.SealedRecords.Any(r => r.Kind == Kind && r.SubjectId == i.Id))
            .OrderBy(i => i.Id).Select(i => new Unsealed(i.Id, i.Number!));

    private static SealedKind KindOf(InvoiceKind kind) => kind == InvoiceKind.CreditNote ? SealedKind.CreditNote : SealedKind.Invoice;

    /// <summary>
    /// A release of what was held back, and taking it back, move the day it is due, and their own records hold where to; that of the document is the day of
    /// its last instalment. Any other day was put there by somebody else, and is named as such.
    /// </summary>
    private static void DescribeDue(SealText text, Invoice invoice)
    {
        var moved = Last(invoice, (r => r.CreatedAt, r => r.DueOn), (r => r.ReversedAt, r => r.DueAgainOn));
        text.Add("due-on", moved is null ? invoice.DueOn : invoice.Instalments.Max(i => (DateOnly?)i.DueOn));
        text.Add("due-since-release", moved?.Contains(invoice.DueOn) != false ? null : invoice.DueOn);
    }

    /// <summary>The same of the day until which it is held back, which only taking back a release moves.</summary>
    private static void DescribeHeld(SealText text, Invoice invoice)
    {
        var moved = Last(invoice, (r => r.ReversedAt, r => r.HeldAgainUntil));
        text.Add("held-until", moved is null ? invoice.HeldUntil : invoice.RetentionUntil);
        text.Add("held-since-release", moved?.Contains(invoice.HeldUntil) != false ? null : invoice.HeldUntil ?? DateOnly.MaxValue);
    }

    /// <summary>What the last of its releases said; two of the same instant can't be told apart. Null: there is none.</summary>
    private static List<DateOnly?>? Last(Invoice invoice, params (Func<RetentionRelease, DateTime?> At, Func<RetentionRelease, DateOnly?> Day)[] said)
    {
        var days = invoice.Releases.SelectMany(r => said.Select(s => (At: s.At(r), Day: s.Day(r)))).Where(d => d.At is not null).ToList();
        return days.Count == 0 ? null : [.. days.Where(d => d.At == days.Max(x => x.At)).Select(d => d.Day)];
    }

    private static void Describe(SealText text, Invoice invoice, string? pdf)
    {
        text.Add("kind", invoice.Kind);
        text.Add("deposit", invoice.IsDeposit);
        text.Add("legal-entity", invoice.LegalEntityId);
        text.Add("number", invoice.Number);
        text.Add("proforma-number", invoice.ProformaNumber);
        text.Add("issued-on", invoice.IssuedOn);
        text.Add("issued-at", invoice.IssuedAt);
        text.Add("supplied-on", invoice.SuppliedOn);
        DescribeDue(text, invoice);
        text.Add("original", invoice.OriginalId);
        text.Add("client", invoice.ClientId);
        text.Add("billed-to", invoice.BilledToId);
        text.Add("language", invoice.Language);
        text.Add("currency", invoice.Currency);
        text.Add("title", invoice.Title);
        text.Add("purchase-order", invoice.PurchaseOrder);
        text.Add("fiscal-position", invoice.FiscalPositionId);
        text.Add("message", invoice.Message);
        if (invoice.Parties is { } parties)
        {
            Describe(text, parties.Seller);
            Describe(text, "buyer", parties.Buyer);
            Describe(text, "billed", parties.BilledTo);
            text.Add("delivered.name", parties.DeliveredTo?.Name);
            Describe(text, "delivered", parties.DeliveredTo?.Address);
        }

        foreach (var (line, n) in Numbered(invoice.Lines.OrderBy(l => l.Position).ThenBy(l => l.Id)))
        {
            Describe(text, $"line.{n}", line);
        }

        foreach (var (tax, n) in Numbered(invoice.Taxes.OrderBy(t => t.Position).ThenBy(t => t.Id)))
        {
            text.Add($"tax.{n}.component", tax.TaxComponentId);
            text.Add($"tax.{n}.name-fr", tax.Name.French);
            text.Add($"tax.{n}.name-en", tax.Name.English);
            text.Add($"tax.{n}.percent", tax.Percent, Money.PercentDecimals);
            text.Add($"tax.{n}.base", tax.Base);
            text.Add($"tax.{n}.amount", tax.Amount);
            text.Add($"tax.{n}.reason-fr", tax.Reason.French);
            text.Add($"tax.{n}.reason-en", tax.Reason.English);
            text.Add($"tax.{n}.account", tax.GlAccountId);
        }

        text.Add("discount-kind", invoice.DiscountKind);
        text.Add("discount-value", invoice.DiscountValue, Money.UnitPriceDecimals);
        text.Add("discount-amount", invoice.DiscountAmount);
        text.Add("net", invoice.Net);
        text.Add("tax", invoice.Tax);
        text.Add("total", invoice.Total);
        text.Add("book-currency", invoice.BookCurrency == invoice.Currency ? null : invoice.BookCurrency);
        text.AddBook(invoice.ExchangeRate, invoice.ExchangeRateOn, invoice.BookTotal);
        foreach (var (instalment, n) in Numbered(invoice.Instalments.OrderBy(i => i.Position)))
        {
            text.Add($"instalment.{n}.due-on", instalment.DueOn);
            text.Add($"instalment.{n}.amount", instalment.Amount);
        }

        if (invoice.Retained != 0)
        {
            text.Add("retained", invoice.Retained);
            text.Add("retention-percent", invoice.RetentionPercent, Money.PercentDecimals);
            text.Add("retention-until", invoice.RetentionUntil);
        }

        DescribeHeld(text, invoice);
        text.Add("book-retained", invoice.BookRetained == invoice.Retained ? null : invoice.BookRetained);

        text.Add("pdf", pdf);
    }

    private static void Describe(SealText text, string name, InvoiceLine line)
    {
        text.Add($"{name}.kind", line.Kind);
        text.Add($"{name}.description", line.Description);
        text.Add($"{name}.quantity", line.Quantity, Money.QuantityDecimals);
        text.Add($"{name}.unit", line.Unit);
        text.Add($"{name}.unit-price", line.UnitPrice, Money.UnitPriceDecimals);
        text.Add($"{name}.discount", line.DiscountPercent, Money.PercentDecimals);
        text.Add($"{name}.discount-share", line.DiscountShare);
        text.Add($"{name}.net", line.Net);
        text.Add($"{name}.tax-code", line.TaxCodeId);
        text.Add($"{name}.account", line.GlAccountId);
        text.Add($"{name}.purchase-order", line.PurchaseOrder);
        text.Add($"{name}.service-from", line.ServiceFrom);
        text.Add($"{name}.service-to", line.ServiceTo);
        text.Add($"{name}.product", line.ProductId);
        text.Add($"{name}.original-line", line.OriginalLineId);
        text.Add($"{name}.reversed-quantity", line.ReversedQuantity, Money.QuantityDecimals);
        text.Add($"{name}.deposit", line.DepositId);
        text.Add($"{name}.rates-of", line.RatesOf);
        text.Add($"{name}.deposit-rate", line.DepositRate, ExchangeRate.Decimals);
        text.Add($"{name}.deposit-book", line.DepositBook);
    }

    private static void Describe(SealText text, SellerParty seller)
    {
        text.Add("seller.name", seller.LegalName);
        text.Add("seller.legal-form", seller.LegalForm);
        text.Add("seller.share-capital", seller.ShareCapital);
        Describe(text, "seller", seller.Address);
        text.Add("seller.phone", seller.Phone);
        text.Add("seller.email", seller.Email);
        text.Add("seller.website", seller.Website);
        Describe(text, "seller", seller.Numbers);
        text.Add("seller.trade-register", seller.TradeRegister);
        text.Add("seller.bank", seller.Bank.BankName);
        text.Add("seller.iban", seller.Bank.Iban);
        text.Add("seller.bic", seller.Bank.Bic);
        text.Add("seller.transit", seller.Bank.Transit);
        text.Add("seller.account", seller.Bank.Account);
        text.Add("seller.late-interest", seller.Late.Percent, Money.PercentDecimals);
        text.Add("seller.late-points", seller.Late.AddedPoints, Money.PercentDecimals);
        text.Add("seller.late-legal-times", seller.Late.LegalTimes, Money.PercentDecimals);
        text.Add("seller.recovery-fee", seller.Late.RecoveryFee);
        text.Add("seller.vat-on-debits", seller.VatOnDebits);
    }

    private static void Describe(SealText text, string name, BuyerParty buyer)
    {
        text.Add($"{name}.name", buyer.Name);
        text.Add($"{name}.is-company", buyer.IsCompany);
        text.Add($"{name}.attention", buyer.Attention);
        Describe(text, name, buyer.Address);
        Describe(text, name, buyer.Numbers);
    }

    private static void Describe(SealText text, string name, Address? address)
    {
        text.Add($"{name}.line1", address?.Line1);
        text.Add($"{name}.line2", address?.Line2);
        text.Add($"{name}.city", address?.City);
        text.Add($"{name}.region", address?.Region);
        text.Add($"{name}.postal-code", address?.PostalCode);
        text.Add($"{name}.country", address?.Country);
    }

    private static void Describe(SealText text, string name, RegistrationNumbers numbers)
    {
        text.Add($"{name}.siren", numbers.Siren);
        text.Add($"{name}.siret", numbers.Siret);
        text.Add($"{name}.vat-id", numbers.VatId);
        text.Add($"{name}.neq", numbers.Neq);
        text.Add($"{name}.gst", numbers.Gst);
        text.Add($"{name}.qst", numbers.Qst);
    }

    private static IEnumerable<(T Part, string Number)> Numbered<T>(IEnumerable<T> parts) =>
        parts.Select((part, i) => (part, (i + 1).ToString(CultureInfo.InvariantCulture)));
}

/// <summary>The hashes of stored files, computed from their bytes as they are now; one file at a time is in memory.</summary>
internal static class StoredHashes
{
    public static async Task<IReadOnlyDictionary<long, string>> ReadAsync(
        PortalDbContext db, string subjectType, string kind, IReadOnlyList<long> subjectIds, CancellationToken ct)
    {
        var hashes = new Dictionary<long, string>();
        var files = db.StoredDocuments.Where(d => d.SubjectType == subjectType && d.Kind == kind && d.Revision == 1 && subjectIds.Contains(d.SubjectId))
            .Select(d => new { d.SubjectId, d.Content!.Bytes });
        await foreach (var file in files.AsAsyncEnumerable().WithCancellation(ct))
        {
            hashes[file.SubjectId] = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
        }

        return hashes;
    }
}
