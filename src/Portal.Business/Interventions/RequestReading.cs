using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Interventions;

/// <summary>What stands around a request, for its page: its lines with where they went, visits, quotes, invoices and equipment.</summary>
internal static class RequestReading
{
    private const int MostEarlier = 50;

    public static async Task<IReadOnlyList<RequestLineRow>> LinesAsync(
        PortalDbContext db, ServiceRequest request, Job job, IReadOnlyList<RequestVisitRow> visits, CancellationToken ct)
    {
        var offerIds = request.Lines.Select(l => l.QuoteLineId).OfType<long>().ToList();
        var offers = offerIds.Count == 0 ? [] : await db.Quotes.SelectMany(q => q.Lines, (q, l) => new { l.Id, QuoteId = q.Id, q.Number, q.Revision })
            .Where(l => offerIds.Contains(l.Id)).ToDictionaryAsync(l => l.Id, ct);
        return
        [
            .. request.Lines.OrderBy(l => l.Position).Select(l =>
            {
                var offer = l.QuoteLineId is { } id ? offers.GetValueOrDefault(id) : null;
                var ordered = job.Lines.Find(j => j.Id == l.JobLineId);
                return new RequestLineRow(
                    RequestLineFields.Of(l), l.State, offer?.QuoteId, offer is null ? "" : offer.Revision == 1 ? offer.Number : $"{offer.Number}-{offer.Revision}",
                    ordered?.InvoicedQuantity ?? 0, ordered?.QuantityToInvoice ?? l.Quantity, visits.FirstOrDefault(v => v.Id == l.VisitId)?.Number ?? "", ordered is { BillsDelivered: true });
            }),
        ];
    }

    public static async Task<IReadOnlyList<RequestVisitRow>> VisitsAsync(PortalDbContext db, ServiceRequest request, LegalEntity seller, CancellationToken ct)
    {
        var rows = await db.Visits.AsNoTracking().Where(v => v.RequestId == request.Id).OrderBy(v => v.StartsAt).ThenBy(v => v.Id)
            .Select(v => new
            {
                v.Id,
                v.Version,
                v.Number,
                v.Status,
                v.StartsAt,
                v.EndsAt,
                v.Report,
                v.InvoiceId,
                Technician = db.Users.Where(u => u.Id == v.TechnicianId).Select(u => u.DisplayName).FirstOrDefault(),
                Invoice = db.Invoices.Where(i => i.Id == v.InvoiceId).Select(i => i.Number ?? i.ProformaNumber).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. rows.Select(v => new RequestVisitRow(v.Id, v.Version, v.Number, v.Status, seller.Local(v.StartsAt), seller.Local(v.EndsAt), v.Technician ?? "", v.Report, v.InvoiceId, v.Invoice))];
    }

    public static async Task<IReadOnlyList<RequestQuoteRow>> QuotesAsync(PortalDbContext db, ServiceRequest request, CancellationToken ct)
    {
        var ids = request.Lines.Select(l => (long?)l.Id).ToList();
        var rows = ids.Count == 0 ? [] : await db.Quotes.AsNoTracking().Where(q => q.Lines.Any(l => ids.Contains(l.WorkLineId))).OrderByDescending(q => q.Id)
            .Select(q => new { q.Id, q.Number, q.Revision, q.Status, q.Total }).ToListAsync(ct);
        return [.. rows.Select(q => new RequestQuoteRow(q.Id, Quote.FullNumberOf(q.Number, q.Revision), q.Status, q.Total))];
    }

    public static async Task<IReadOnlyList<RequestInvoiceRow>> InvoicesAsync(
        PortalDbContext db, ServiceRequest request, IReadOnlyList<RequestVisitRow> visits, CancellationToken ct)
    {
        var ordered = request.Lines.Select(l => l.JobLineId).OfType<long>().Select(id => (long?)id).ToList();
        var own = visits.Select(v => v.InvoiceId).OfType<long>().ToList();
        if (ordered.Count + own.Count == 0)
        {
            return [];
        }

        // A note of an amount is one of everything that its invoice billed in this job, whichever line of it stands for the job.
        var billed = await db.Invoices.Where(i => own.Contains(i.Id) || i.Lines.Any(l => ordered.Contains(l.JobLineId))).Select(i => i.Id).ToListAsync(ct);
        var ofJob = db.Set<JobLine>().Where(j => j.JobId == request.JobId).Select(j => (long?)j.Id);
        var originals = db.Set<InvoiceLine>().Where(l => ordered.Contains(l.JobLineId)).Select(l => (long?)l.Id);
        return await db.Invoices.AsNoTracking().Where(i => billed.Contains(i.Id)
                || (i.Kind == InvoiceKind.CreditNote && i.OriginalId != null && billed.Contains(i.OriginalId.Value)
                    && i.Lines.Any(l => l.OriginalLineId == null ? l.JobLineId == null || ofJob.Contains(l.JobLineId) : originals.Contains(l.OriginalLineId))))
            .OrderBy(i => i.Id).Select(i => new RequestInvoiceRow(i.Id, i.Number ?? i.ProformaNumber, i.Status, i.Total, i.Kind == InvoiceKind.CreditNote)).ToListAsync(ct);
    }

    public static async Task<IReadOnlyList<RequestEquipmentRow>> EquipmentAsync(PortalDbContext db, ServiceRequest request, DateOnly today, CancellationToken ct)
    {
        var ids = request.Equipment.Select(e => e.EquipmentId).ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var found = await db.Equipment.AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Name).ToListAsync(ct);
        var earlier = await db.ServiceRequests.Where(r => r.Id != request.Id).SelectMany(r => r.Equipment, (r, e) => new { e.EquipmentId, r.Id, r.Number, r.Title, r.Status, r.CreatedAt })
            .Where(r => ids.Contains(r.EquipmentId)).OrderByDescending(r => r.CreatedAt).Take(MostEarlier).ToListAsync(ct);
        return
        [
            .. found.Select(e => new RequestEquipmentRow(
                e.Id, e.Name, e.SerialNumber, e.InstalledOn, e.WarrantyUntil, e.IsUnderWarranty(today),
                [.. earlier.Where(r => r.EquipmentId == e.Id).Select(r => new EarlierRequest(r.Id, r.Number, r.Title, r.Status, r.CreatedAt))])),
        ];
    }
}
