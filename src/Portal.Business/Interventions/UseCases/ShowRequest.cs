using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Everything on the page of one request.</summary>
public sealed class ShowRequest(PortalDbContextFactory contexts, ICurrentUser user, TimelineTexts texts, TimeProvider clock)
{
    private const int MostEvents = 100;
    private const int MostEarlier = 50;

    public sealed record Input(long RequestId);

    public async Task<Result<RequestView>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.AsNoTracking().AsSplitQuery().Include(r => r.Lines).Include(r => r.Equipment).SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == request.ClientId, ct);
        var job = await db.Jobs.AsNoTracking().Include(j => j.Lines).SingleAsync(j => j.Id == request.JobId, ct);
        var visits = await VisitsAsync(db, request, seller, ct);
        var quotes = await QuotesAsync(db, request, ct);
        var invoices = await InvoicesAsync(db, request, visits, ct);
        var kind = await db.TaskTypes.AsNoTracking().SingleOrDefaultAsync(t => t.Id == request.TaskTypeId, ct);
        var contact = client.Contacts.Find(c => c.Id == request.ContactId);
        var today = seller.Today(clock);
        return new RequestView(
            request.Id, request.Version, request.Number, request.Status, request.FinishedBecause, request.Origin, request.CreatedAt, today, seller.Id, request.Currency, client.Id, client.Name, client.Language, job.Id,
            job.Number, job.Name, SaveRequestLines.Head(request), await ClientSites.PlaceAsync(db, request.SiteId, ct) ?? new DeliveryPlace(client.Name, client.BillingAddress),
            contact is null ? null : new RequestContact(contact.Id, contact.Name, contact.Phone, contact.Email), kind?.Name, kind is { Questions.Count: > 0 },
            new RequestAssignment(request.SectorId, request.TeamId, request.TechnicianId),
            await db.Sectors.Where(s => s.Id == request.SectorId).Select(s => s.Name).SingleOrDefaultAsync(ct) ?? "",
            await db.Teams.Where(t => t.Id == request.TeamId).Select(t => t.Name).SingleOrDefaultAsync(ct) ?? "",
            await db.Users.Where(u => u.Id == request.TechnicianId).Select(u => u.DisplayName).SingleOrDefaultAsync(ct) ?? "",
            await LinesAsync(db, request, job, visits, ct), request.Net, request.Taxes, request.Total,
            await EquipmentAsync(db, request, today, ct), visits, quotes, invoices,
            await db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(ServiceRequest) && d.SubjectId == request.Id).OrderBy(d => d.Id)
                .Select(d => new RequestFileRow(d.Id, d.FileName, d.ContentType, d.Size)).ToListAsync(ct),
            await TimelineAsync(db, request, visits, quotes, invoices, ct),
            await MayAsync(db, request, job, [.. visits.Select(v => v.Status)], ct));
    }

    private static async Task<IReadOnlyList<RequestLineRow>> LinesAsync(
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

    private static async Task<IReadOnlyList<RequestVisitRow>> VisitsAsync(PortalDbContext db, ServiceRequest request, LegalEntity seller, CancellationToken ct)
    {
        var rows = await db.Visits.AsNoTracking().Where(v => v.RequestId == request.Id).OrderBy(v => v.StartsAt).ThenBy(v => v.Id)
            .Select(v => new
            {
                v.Id,
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
        return [.. rows.Select(v => new RequestVisitRow(v.Id, v.Number, v.Status, seller.Local(v.StartsAt), seller.Local(v.EndsAt), v.Technician ?? "", v.Report, v.InvoiceId, v.Invoice))];
    }

    private static async Task<IReadOnlyList<RequestQuoteRow>> QuotesAsync(PortalDbContext db, ServiceRequest request, CancellationToken ct)
    {
        var ids = request.Lines.Select(l => (long?)l.Id).ToList();
        var rows = ids.Count == 0 ? [] : await db.Quotes.AsNoTracking().Where(q => q.Lines.Any(l => ids.Contains(l.WorkLineId))).OrderByDescending(q => q.Id)
            .Select(q => new { q.Id, q.Number, q.Revision, q.Status, q.Total }).ToListAsync(ct);
        return [.. rows.Select(q => new RequestQuoteRow(q.Id, Quote.FullNumberOf(q.Number, q.Revision), q.Status, q.Total))];
    }

    private static async Task<IReadOnlyList<RequestInvoiceRow>> InvoicesAsync(
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

    private static async Task<IReadOnlyList<RequestEquipmentRow>> EquipmentAsync(PortalDbContext db, ServiceRequest request, DateOnly today, CancellationToken ct)
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

    private async Task<IReadOnlyList<TimelineRow>> TimelineAsync(
        PortalDbContext db, ServiceRequest request, IReadOnlyList<RequestVisitRow> visits, IReadOnlyList<RequestQuoteRow> quotes, IReadOnlyList<RequestInvoiceRow> invoices, CancellationToken ct)
    {
        var (visitIds, quoteIds, invoiceIds) = (visits.Select(v => v.Id).ToList(), quotes.Select(q => q.Id).ToList(), invoices.Select(i => i.Id).ToList());
        var entries = await db.TimelineEntries.AsNoTracking().Where(e => e.JobId == request.JobId
                && ((e.Subject == nameof(ServiceRequest) && e.SubjectId == request.Id) || (e.Subject == nameof(Visit) && visitIds.Contains(e.SubjectId))
                    || (e.Subject == nameof(Quote) && quoteIds.Contains(e.SubjectId)) || (e.Subject == nameof(Invoice) && invoiceIds.Contains(e.SubjectId))))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(MostEvents).ToListAsync(ct);
        return [.. entries.Select(texts.Say)];
    }

    private async Task<RequestMay> MayAsync(PortalDbContext db, ServiceRequest request, Job job, IReadOnlyCollection<VisitStatus> visits, CancellationToken ct)
    {
        var finished = job.IsFinished ? Refusal.NotNow("Interventions.JobIsFinished", job.Number) : null;
        var open = request.Lines.Exists(l => l.State == WorkLineState.Open);
        var left = open || request.Lines.Exists(l => l.JobLineId is not null && l.QuoteLineId is null && job.Lines.Exists(j => j.Id == l.JobLineId && j.QuantityToInvoice != 0));
        Refusal? Needs(string permission) => user.Has(permission) ? null : Refusal.Forbidden;
        var edit = Needs(Permissions.InterventionsEdit);
        return new RequestMay(
            edit ?? Needs(Permissions.QuotesEdit) ?? finished ?? (open ? null : Refusal.NotNow("Interventions.NothingToQuote", request.Number)),
            Needs(Permissions.InvoicesEdit) ?? finished ?? (left ? null : Refusal.NotNow("Interventions.NothingToBill", request.Number)),
            Needs(Permissions.InterventionsPlan) ?? (request.Status == RequestStatus.Cancelled ? Refusal.NotNow("Interventions.RequestNotFromThisStatus", request.Number)
                : request.IsFinishedByHand ? Refusal.NotNow("Interventions.RequestFinishedByHand", request.Number) : null),
            edit ?? (request.Status == RequestStatus.Draft ? null : Refusal.NotNow("Interventions.RequestNotFromThisStatus", request.Number)),
            edit ?? request.WhyNotEnd(visits),
            edit ?? request.WhyNotEnd(visits),
            edit ?? (request.IsOver ? await MoveRequest.WhyNotReopenAsync(db, request, ct) : Refusal.NotNow("Interventions.RequestNotFromThisStatus", request.Number)),
            edit ?? await DeleteRequest.WhyNotAsync(db, request, ct));
    }
}
