using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing.Documents;

/// <summary>
/// The PDF of an invoice, credit note or proforma in its own language. The same invoice gives the same bytes: every date comes from
/// it. What it needs of the database is read before the transaction of the issue; drawing asks nothing.
/// </summary>
public sealed class InvoiceDocuments(Letterheads letterheads, CompanyBooks books)
{
    public async Task<DocumentFile> RenderAsync(PortalDbContext db, Invoice invoice, InvoiceParties parties, CancellationToken ct)
    {
        var book = await books.GetAsync(db, invoice.LegalEntityId, ct);
        var ofPayer = await db.Clients.AllClients().Where(c => c.Id == invoice.BilledToId).Select(c => c.PaymentTermsId).SingleOrDefaultAsync(ct);
        var paper = await PaperAsync(db, book, invoice, book.TermsFor(invoice.PaymentTermsId, ofPayer), invoice.IssuedOn, newJob: null, ct);
        return Render(invoice, parties, paper);
    }

    /// <param name="invoice">With its lines, taxes and instalments.</param>
    /// <param name="parties">As frozen at issue, or as they are for a proforma.</param>
    public static DocumentFile Render(Invoice invoice, InvoiceParties parties, InvoicePaper paper) =>
        InvoiceSheet.Draw(invoice, parties, paper.Letterhead, paper.Around);

    /// <summary>Reads what stands on the document besides the invoice: to be called before its number is taken, so that others wait less.</summary>
    /// <param name="terms">The payment terms that apply.</param>
    /// <param name="issuedOn">Of the invoice that it is or is about to become; null draws a proforma.</param>
    /// <param name="newJob">Its job where that is in the same save.</param>
    /// <param name="facts">Where the caller has read them for many invoices.</param>
    public async Task<InvoicePaper> PaperAsync(
        PortalDbContext db, CompanyBook book, Invoice invoice, PaymentTerms? terms, DateOnly? issuedOn, Job? newJob, CancellationToken ct, PaperFacts? facts = null)
    {
        var form = invoice.Kind == InvoiceKind.CreditNote ? Form.CreditNote : issuedOn is not null ? Form.Invoice : Form.Proforma;
        var products = invoice.Lines.Where(l => l is { ProductId: not null, IsPriced: true }).Select(l => l.ProductId!.Value).Distinct().ToList();
        var goods = products.Count == 0 ? 0 : facts is not null ? products.Count(facts.Goods.Contains) : await db.Products.CountAsync(p => products.Contains(p.Id) && p.Kind == ProductKind.Goods, ct);
        var jobNumber = facts is not null ? facts.JobNumber : newJob is null && invoice.JobId is { } jobId ? await db.Jobs.AllClients().Where(j => j.Id == jobId).Select(j => j.Number).SingleOrDefaultAsync(ct) ?? "" : "";
        var jobs = facts is null ? await InvoiceJobs.ReadAsync(db, invoice, ct) : InvoiceJobs.Own;
        var letterhead = await letterheads.GetAsync(db, invoice.LegalEntityId, book.Entity.Version, ct);
        var original = await OriginalAsync(db, invoice, ct);
        DateOnly RatesOf(InvoiceLine line) => line.RatesOf ?? original?.Date ?? invoice.IssuedOn ?? invoice.PlannedOn ?? book.Entity.DayOf(invoice.CreatedAt);
        return new InvoicePaper(letterhead, new InvoiceSurroundings(
            terms?.Name ?? LocalText.Empty,
            issuedOn is { } day ? terms?.EarlyOn(day) : null,
            () => newJob?.Number ?? jobNumber,
            jobs.Names(invoice),
            invoice.Message is { } own ? LocalText.Same(own) : book.Texts.GetValueOrDefault(form, LocalText.Empty),
            original,
            Nature(invoice, goods, products.Count),
            (line, language) => TaxOf(line, book.Taxes, invoice, RatesOf(line), language),
            line => TaxCalculation.Calculate([(-line.Net, book.Taxes.Find(line.TaxCodeId), RatesOf(line))])));
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

    /// <summary>
    /// The rate of a line's only tax, or the names of several. Rates are the invoice's own; where it has two of one tax, for a deposit of other rates, that
    /// of the line's day.
    /// </summary>
    private static string TaxOf(InvoiceLine line, TaxTable table, Invoice invoice, DateOnly day, string language)
    {
        if (table.Find(line.TaxCodeId) is not { } code)
        {
            return "";
        }

        var formats = Formats.For(language);
        var own = code.Components.SelectMany(c => Of(c, c.RateOn(day))).OrderBy(t => t.Position).ToList();
        return own.Count switch
        {
            0 => formats.Percent(0),
            1 => formats.Percent(own[0].Percent),
            _ => string.Join(" + ", own.Select(t => t.Name.In(language))),
        };

        IEnumerable<InvoiceTax> Of(TaxComponent component, decimal? rate) => invoice.Taxes.Where(t => t.TaxComponentId == component.Id)
            .OrderBy(t => t.Percent == rate ? 0 : 1).ThenBy(t => t.Position).Take(1);
    }
}

/// <summary>What a document says besides its invoice, known beforehand.</summary>
/// <param name="Goods">Which products are goods.</param>
/// <param name="JobNumber">Of a job that is there; empty where the invoice has none or a new one.</param>
public sealed record PaperFacts(IReadOnlySet<long> Goods, string JobNumber);

/// <summary>What a document stands on: read before it is drawn.</summary>
public sealed record InvoicePaper
{
    internal InvoicePaper(Letterhead letterhead, InvoiceSurroundings around) => (Letterhead, Around) = (letterhead, around);

    internal Letterhead Letterhead { get; }

    internal InvoiceSurroundings Around { get; }
}
