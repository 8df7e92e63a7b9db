using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;

namespace Portal.Business.Invoicing.Documents;

/// <summary>
/// The PDF of an invoice, credit note or proforma in its own language. The same invoice gives the same bytes: every date comes from
/// it. Runs inside the transaction of the issue, so it asks the database as little as it can.
/// </summary>
public sealed class InvoiceDocuments(Letterheads letterheads, CompanyBooks books)
{
    public async Task<DocumentFile> RenderAsync(PortalDbContext db, Invoice invoice, InvoiceParties parties, CancellationToken ct)
    {
        var book = await books.GetAsync(db, invoice.LegalEntityId, ct);
        var ofPayer = await db.Clients.AllClients().Where(c => c.Id == invoice.BilledToId).Select(c => c.PaymentTermsId).SingleOrDefaultAsync(ct);
        return await RenderAsync(db, book, invoice, parties, book.TermsFor(invoice.PaymentTermsId, ofPayer), ct);
    }

    /// <param name="invoice">With its lines, taxes and instalments.</param>
    /// <param name="parties">As frozen at issue, or as they are for a proforma.</param>
    /// <param name="terms">The payment terms that apply.</param>
    public async Task<DocumentFile> RenderAsync(
        PortalDbContext db, CompanyBook book, Invoice invoice, InvoiceParties parties, PaymentTerms? terms, CancellationToken ct)
    {
        var form = invoice.Kind == InvoiceKind.CreditNote ? Form.CreditNote : invoice.IsProforma ? Form.Proforma : Form.Invoice;
        var products = invoice.Lines.Where(l => l is { ProductId: not null, IsPriced: true }).Select(l => l.ProductId!.Value).Distinct().ToList();
        var goods = products.Count == 0 ? 0 : await db.Products.CountAsync(p => products.Contains(p.Id) && p.Kind == ProductKind.Goods, ct);
        var jobNumber = invoice.JobId is { } jobId ? await db.Jobs.AllClients().Where(j => j.Id == jobId).Select(j => j.Number).SingleOrDefaultAsync(ct) ?? "" : "";
        var letterhead = await letterheads.GetAsync(db, invoice.LegalEntityId, book.Entity.Version, ct);
        return InvoiceSheet.Draw(invoice, parties, letterhead, new InvoiceSurroundings(
            (terms?.Name ?? LocalText.Empty).In(invoice.Language),
            jobNumber,
            invoice.Message ?? book.Texts.GetValueOrDefault(form, LocalText.Empty).In(invoice.Language),
            await OriginalAsync(db, invoice, ct),
            Nature(invoice, goods, products.Count),
            TaxColumn(book.Taxes, invoice),
            line => TaxCalculation.Calculate([(-line.Net, book.Taxes.Find(line.TaxCodeId), line.RatesOf ?? invoice.IssuedOn ?? DateOnly.FromDateTime(invoice.CreatedAt))])));
    }

    private static async Task<(string Number, DateOnly Date)?> OriginalAsync(PortalDbContext db, Invoice invoice, CancellationToken ct)
    {
        if (invoice.OriginalId is not { } originalId)
        {
            return null;
        }

        var original = await db.Invoices.AllClients().Where(i => i.Id == originalId).Select(i => new { i.Number, i.IssuedOn }).SingleAsync(ct);
        return (original.Number!, original.IssuedOn!.Value);
    }

    /// <summary>A line without a product is work; only products are known to be goods.</summary>
    private static SupplyNature Nature(Invoice invoice, int goods, int products)
    {
        var services = goods < products || invoice.Lines.Exists(l => l is { ProductId: null, IsPriced: true });
        return goods == 0 ? SupplyNature.Services : services ? SupplyNature.Both : SupplyNature.Goods;
    }

    /// <summary>The rate of a line's only tax, or the names of several. Rates are the invoice's own.</summary>
    private static Func<InvoiceLine, string> TaxColumn(TaxTable table, Invoice invoice)
    {
        var formats = Formats.For(invoice.Language);
        var taxes = invoice.Taxes.OrderBy(t => t.Position).ToList();
        return line =>
        {
            if (table.Find(line.TaxCodeId) is not { } code)
            {
                return "";
            }

            var own = taxes.Where(t => code.Components.Any(c => c.Id == t.TaxComponentId)).ToList();
            return own.Count switch
            {
                0 => formats.Percent(0),
                1 => formats.Percent(own[0].Percent),
                _ => string.Join(" + ", own.Select(t => t.Name.In(invoice.Language))),
            };
        };
    }
}
