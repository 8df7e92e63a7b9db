using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>What a proforma begins with that is made like another invoice, or from a template.</summary>
internal sealed record ProformaStart(
    long LegalEntityId, string Title, string? Message, long? PaymentTermsId, DocumentDiscount Discount, IReadOnlyList<ProformaLines.Line> Lines)
{
    /// <summary>Null where it begins with nothing; refused where there is no such template of the company that sells.</summary>
    /// <param name="like">The invoice to do again, with its lines; null: by the template.</param>
    public static async Task<Result<ProformaStart?>> FindAsync(PortalDbContext db, Invoice? like, long? templateId, Client client, LegalEntity seller, CancellationToken ct)
    {
        if (like is not null)
        {
            return await OfAsync(db, like, ct);
        }

        if (templateId is not { } id)
        {
            return (ProformaStart?)null;
        }

        var template = await db.InvoiceTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        return template is null ? Refusal.NotFound
            : template.LegalEntityId != seller.Id ? Refusal.NotNow("Invoicing.TemplateOfOtherCompany", template.Name)
            : await OfAsync(db, template, client.FiscalPositionWith(template.LegalEntityId), ct);
    }

    /// <summary>
    /// An invoice done again: no number, deposit, day, PO number or service period. Of a job line, at most what is left to invoice; without
    /// anything left, and for the share of a stage, its line is left out; where that leaves none, it is refused. What bills a job that is over bills
    /// no job any more.
    /// </summary>
    public static async Task<Result<ProformaStart?>> OfAsync(PortalDbContext db, Invoice invoice, CancellationToken ct)
    {
        var ids = invoice.Lines.Select(l => l.JobLineId).OfType<long>().Distinct().ToList();
        var left = ids.Count == 0 ? [] : await db.Set<JobLine>().AsNoTracking()
            .Where(l => ids.Contains(l.Id)).Join(db.Jobs.Open(), l => l.JobId, j => j.Id, (l, j) => l)
            .ToDictionaryAsync(l => l.Id, l => l.Quantity - l.InvoicedQuantity, ct);
        var lines = new List<ProformaLines.Line>(invoice.Lines.Count);
        foreach (var line in invoice.Lines.Where(l => l.DepositId is null).OrderBy(l => l.Position))
        {
            var (quantity, jobLineId) = (line.Quantity, line.JobLineId is { } of && left.ContainsKey(of) ? line.JobLineId : null);
            if (jobLineId is { } id)
            {
                quantity = line.JobQuantity == line.Quantity ? Math.Min(line.Quantity, left[id]) : 0;
                left[id] -= quantity;
            }

            if (jobLineId is null || quantity > 0)
            {
                var source = line.Source == InvoiceLineSource.Contract ? InvoiceLineSource.Text
                    : line.JobLineId == jobLineId ? line.Source
                    : line.ProductId is null ? InvoiceLineSource.Text : InvoiceLineSource.Product;
                lines.Add(new ProformaLines.Line(null, source, jobLineId, line.ProductId, ValuesOf(line, quantity) with { ServiceFrom = null, ServiceTo = null }));
            }
        }

        return ids.Count > 0 && !lines.Exists(l => l.Values.Kind == InvoiceLineKind.Priced)
            ? Refusal.NotNow("Invoicing.NothingLeftToRepeat", invoice.DisplayNumber)
            : new ProformaStart(invoice.LegalEntityId, invoice.Title, invoice.Message, invoice.PaymentTermsId, invoice.Discount, lines);
    }

    /// <summary>Taxed and booked through the client's fiscal position; what was removed from the catalogue since is left open.</summary>
    public static async Task<ProformaStart> OfAsync(PortalDbContext db, InvoiceTemplate template, long? positionId, CancellationToken ct)
    {
        var (entity, content) = (template.LegalEntityId, template.Content);
        var codes = await db.TaxCodes.Where(c => c.LegalEntityId == entity && c.IsActive).Select(c => c.Id).ToListAsync(ct);
        var accounts = await db.GlAccounts.Where(a => a.LegalEntityId == entity && a.IsActive).Select(a => a.Id).ToListAsync(ct);
        var products = await db.Products.Where(p => p.LegalEntityId == entity).Select(p => p.Id).ToListAsync(ct);
        var terms = await db.PaymentTerms.AnyAsync(t => t.Id == content.PaymentTermsId && t.IsActive, ct);
        var position = await db.FiscalPositions.AsNoTracking().AsSplitQuery().Include(p => p.Taxes).Include(p => p.Accounts)
            .SingleOrDefaultAsync(p => p.Id == positionId && p.LegalEntityId == entity, ct);
        return new ProformaStart(entity, content.Title, content.Message, terms ? content.PaymentTermsId : null, content.Discount, [.. content.Lines.Select(Line)]);

        ProformaLines.Line Line(TemplateContent.Line line)
        {
            var (code, account) = (Known(line.Values.TaxCodeId, codes), Known(line.Values.GlAccountId, accounts));
            return new ProformaLines.Line(null, line.Source, null, Known(line.ProductId, products), line.Values with
            {
                TaxCodeId = position is null ? code : position.TaxCodeFor(code),
                GlAccountId = position is null ? account : position.AccountFor(account),
            });
        }
    }

    /// <summary>Gives a new proforma what it begins with besides the lines.</summary>
    /// <param name="billedToId">Null leaves it with the client.</param>
    public void Begin(Invoice invoice, long? billedToId) => invoice.Edit(new Invoice.Head(
        billedToId ?? invoice.BilledToId, invoice.Title, "", invoice.FiscalPositionId, PaymentTermsId ?? invoice.PaymentTermsId, Message, null, null, false, invoice.SiteId,
        Discount, invoice.RetentionPercent, invoice.RetentionUntil));

    internal static InvoiceLine.Values ValuesOf(InvoiceLine line, decimal quantity) => new(
        line.Description, quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.TaxCodeId, line.GlAccountId, Kind: line.Kind);

    private static long? Known(long? id, List<long> known) => id is { } value && known.Contains(value) ? id : null;
}
