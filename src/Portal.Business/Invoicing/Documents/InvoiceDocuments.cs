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
public sealed class InvoiceDocuments(Letterheads letterheads)
{
    /// <param name="invoice">With its lines, taxes and instalments.</param>
    /// <param name="parties">As frozen at issue, or as they are for a proforma.</param>
    public async Task<DocumentFile> RenderAsync(PortalDbContext db, Invoice invoice, InvoiceParties parties, CancellationToken ct)
    {
        var form = invoice.Kind == InvoiceKind.CreditNote ? Form.CreditNote : invoice.IsProforma ? Form.Proforma : Form.Invoice;
        var products = invoice.Lines.Where(l => l is { ProductId: not null, IsPriced: true }).Select(l => l.ProductId!.Value).Distinct().ToList();
        var found = await db.LegalEntities.AsNoTracking().AllClients()
            .Where(e => e.Id == invoice.LegalEntityId)
            .Select(e => new
            {
                e.Version,
                Terms = db.PaymentTerms
                    .Where(t => t.Id == (invoice.PaymentTermsId
                        ?? db.Clients.Where(c => c.Id == invoice.BilledToId).Select(c => c.PaymentTermsId).FirstOrDefault() ?? e.DefaultPaymentTermsId))
                    .Select(t => t.Name).FirstOrDefault(),
                Message = db.FormTexts.Where(t => t.LegalEntityId == e.Id && t.Form == form).Select(t => t.Text).FirstOrDefault(),
                JobNumber = db.Jobs.Where(j => j.Id == invoice.JobId).Select(j => j.Number).FirstOrDefault(),
                OriginalNumber = db.Invoices.Where(i => i.Id == invoice.OriginalId).Select(i => i.Number).FirstOrDefault(),
                OriginalDate = db.Invoices.Where(i => i.Id == invoice.OriginalId).Select(i => i.IssuedOn).FirstOrDefault(),
                Goods = db.Products.Count(p => products.Contains(p.Id) && p.Kind == ProductKind.Goods),
            })
            .SingleAsync(ct);
        var letterhead = await letterheads.GetAsync(db, invoice.LegalEntityId, found.Version, ct);
        return InvoiceSheet.Draw(invoice, parties, letterhead, new InvoiceSurroundings(
            (found.Terms ?? LocalText.Empty).In(invoice.Language),
            found.JobNumber ?? "",
            invoice.Message ?? (found.Message ?? LocalText.Empty).In(invoice.Language),
            found is { OriginalNumber: { } number, OriginalDate: { } date } ? (number, date) : null,
            Nature(invoice, found.Goods, products.Count),
            await TaxColumnAsync(db, invoice, ct)));
    }

    /// <summary>A line without a product is work; only products are known to be goods.</summary>
    private static SupplyNature Nature(Invoice invoice, int goods, int products)
    {
        var services = goods < products || invoice.Lines.Exists(l => l is { ProductId: null, IsPriced: true });
        return goods == 0 ? SupplyNature.Services : services ? SupplyNature.Both : SupplyNature.Goods;
    }

    /// <summary>
    /// The rate of a line's only tax, or the names of several. Rates are the invoice's own; which components a tax code has is asked
    /// only where lines differ, for else all taxes of the invoice are those of each line.
    /// </summary>
    private static async Task<Func<InvoiceLine, string>> TaxColumnAsync(PortalDbContext db, Invoice invoice, CancellationToken ct)
    {
        var formats = Formats.For(invoice.Language);
        var codes = invoice.Lines.Where(l => l.TaxCodeId is not null).Select(l => l.TaxCodeId!.Value).Distinct().ToList();
        var taxes = invoice.Taxes.OrderBy(t => t.Position).ToList();
        var components = codes.Count <= 1
            ? codes.ToDictionary(code => code, _ => taxes.Where(t => t.TaxComponentId is not null).Select(t => t.TaxComponentId!.Value).ToList())
            : await db.TaxCodes.AsNoTracking().Where(c => codes.Contains(c.Id))
                .Select(c => new { c.Id, Components = c.Components.Select(x => x.Id).ToList() })
                .ToDictionaryAsync(c => c.Id, c => c.Components, ct);

        return line =>
        {
            if (line.TaxCodeId is not { } code || !components.TryGetValue(code, out var of))
            {
                return "";
            }

            var own = taxes.Where(t => t.TaxComponentId is { } id && of.Contains(id)).ToList();
            return own.Count switch
            {
                0 => formats.Percent(0),
                1 => formats.Percent(own[0].Percent),
                _ => string.Join(" + ", own.Select(t => t.Name.In(invoice.Language))),
            };
        };
    }
}
