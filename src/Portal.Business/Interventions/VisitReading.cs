using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Documents;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions;

/// <summary>Reads the parts of a <see cref="VisitView"/>; the caller has checked who asks.</summary>
internal static class VisitReading
{
    private const int Earlier = 5;

    public static async Task<VisitView> ReadAsync(PortalDbContext db, Visit visit, ICurrentUser user, DateTime now, string language, CancellationToken ct)
    {
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        var request = await db.ServiceRequests.AsNoTracking().Include(r => r.Equipment).SingleAsync(r => r.Id == visit.RequestId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == visit.ClientId, ct);
        var site = await db.Sites.AsNoTracking().SingleOrDefaultAsync(s => s.Id == visit.SiteId, ct);
        var job = await db.Jobs.Where(j => j.Id == visit.JobId).Select(j => new { j.Number, j.PurchaseOrder }).SingleAsync(ct);
        var taskType = await db.TaskTypes.Where(t => t.Id == request.TaskTypeId).Select(t => t.Name).SingleOrDefaultAsync(ct);
        var people = visit.Crew.Select(h => h.UserId).Concat(visit.TechnicianId is { } lead ? [lead] : []).ToList();
        var names = await db.Users.Where(u => people.Contains(u.Id)).OrderBy(u => u.SearchKey).Select(u => new { u.Id, u.DisplayName }).ToListAsync(ct);
        var contact = client.Contacts.FirstOrDefault(c => c.Id == request.ContactId) ?? client.Contacts.FirstOrDefault(c => c.Id == client.BillingManagerId);
        var times = await db.TimeEntries.AsNoTracking().Where(e => e.VisitId == visit.Id).Select(e => new { e.Minutes, e.RunningUserId, e.StartedAt }).ToListAsync(ct);
        var mine = times.Find(e => e.RunningUserId is not null && e.RunningUserId == user.UserId);
        var files = await db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(Visit) && d.SubjectId == visit.Id)
            .OrderBy(d => d.CreatedAt).ThenBy(d => d.Id).Select(d => new { d.Id, d.FileName, d.Kind, d.Revision }).ToListAsync(ct);
        var lines = await db.WorkLines.AsNoTracking().Where(l => l.RequestId == request.Id && (l.VisitId == null || l.VisitId == visit.Id)).OrderBy(l => l.Position).ToListAsync(ct);
        var ordered = lines.Where(l => l.QuoteLineId is null).Select(l => l.JobLineId).OfType<long>().ToList();
        var left = ordered.Count == 0 ? 0 : (await db.Set<JobLine>().AsNoTracking().Where(l => l.JobId == visit.JobId && ordered.Contains(l.Id)).ToListAsync(ct)).Sum(l => l.LeftNet);
        var delivered = await DeliveredProducts.AmongAsync(db, lines.Select(l => l.ProductId), ct);
        var events = await db.VisitSteps.AsNoTracking().Where(s => s.VisitId == visit.Id).OrderByDescending(s => s.At).ThenByDescending(s => s.Id)
            .Select(s => new VisitEvent(s.Kind, s.At, s.UserName, s.Detail)).ToListAsync(ct);
        var invoice = (await InvoicesAsync(db, i => i.Id == visit.InvoiceId, ct)).FirstOrDefault();
        var prepared = visit.InvoiceId is null ? await PreparedAsync(db, visit, ct) : [];
        var deposits = invoice is { IsIssued: true } || !VisitAccess.MayBill(user, visit) ? [] : await ListJobDeposits.OfJobsAsync(db, [visit.JobId], ct);
        var payers = prepared.Concat(invoice is null ? [] : [invoice]).Where(i => !i.IsIssued).Select(i => i.BilledToId).ToList();
        var orderRequired = client.PurchaseOrderRequired || await db.Clients.AnyAsync(c => payers.Contains(c.Id) && c.PurchaseOrderRequired, ct);
        return new VisitView(
            visit.Id, visit.Number, visit.Status, entity.Local(visit.StartsAt), entity.Local(visit.EndsAt), Local(entity, visit.ArrivalFrom), Local(entity, visit.ArrivalTo),
            entity.Id, request.Currency, client.Id, client.Name, contact?.Name ?? "", Phone(contact?.Phone, client.Phone), site is null ? "" : Site.NameWith(site.Name, site.Code),
            (site?.Address ?? client.BillingAddress).Lines(), site?.AccessNotes ?? "", visit.JobId, job.Number, request.Id, request.Number, request.Title,
            request.Description, request.Priority, taskType?.In(language) ?? "", names.Find(n => n.Id == visit.TechnicianId)?.DisplayName ?? "",
            [.. names.Where(n => n.Id != visit.TechnicianId).Select(n => n.DisplayName)], VisitAccess.MayDo(user, visit), mine?.StartedAt,
            times.Sum(e => e.Minutes ?? 0), Local(entity, visit.StartedAt), Local(entity, visit.FinishedAt), visit.Report, visit.Reason, visit.SignedBy,
            Local(entity, visit.SignedAt), visit.SignatureDocumentId, files.Where(f => f.Kind == DocumentKinds.VisitReport).MaxBy(f => f.Revision)?.Id,
            await VisitReports.AreMailedAsync(db, entity.Id, ct),
            [.. files.Where(f => f.Kind == DocumentKinds.Photo).Select(f => new VisitPhoto(f.Id, f.FileName))],
            [.. lines.Select(l => new VisitPart(l.Id, l.Description, l.Quantity, l.Unit, l.Net, l.State == WorkLineState.Open, l.VisitId == visit.Id))],
            await MachinesAsync(db, request, entity.DayOf(now), ct), await EarlierAsync(db, visit, entity, ct), await Questionnaire.AskAsync(db, request.Id, visit.Id, ct), events,
            invoice, prepared, deposits, lines.Where(l => l.State == WorkLineState.Open && !delivered.Holds(l.ProductId, l.Quantity)).Sum(l => l.Net) + left, orderRequired, job.PurchaseOrder,
            events.Exists(e => AfterSignature.Counts(visit, e.Kind, e.At)), PlanOf(visit, request, client.Name, site?.Address.City ?? client.BillingAddress.City),
            new VisitMay(
                user.Has(Permissions.InterventionsPlan), VisitAccess.MayBill(user, visit), VisitAccess.MayBill(user, visit, issue: true), VisitAccess.MayTakePayment(user, visit)));
    }

    /// <summary>As the calendar has it.</summary>
    private static ShowPlanning.Item PlanOf(Visit visit, ServiceRequest request, string client, string city) => new(
        visit.Id, visit.Version, visit.Number, visit.RequestId, request.Title, client, city, visit.TechnicianId, [.. visit.Crew.Select(h => h.UserId)], visit.StartsAt, visit.EndsAt,
        visit.ArrivalFrom, visit.ArrivalTo, visit.Status, visit.SeriesId)
    {
        IsBilled = visit.InvoiceId is not null,
    };

    /// <summary>Proformas and invoices of the job that bill no other visit and are no deposit: prepared earlier, at the approval of a quote for example.</summary>
    public static Task<List<VisitInvoice>> PreparedAsync(PortalDbContext db, Visit visit, CancellationToken ct) => InvoicesAsync(
        db, i => i.JobId == visit.JobId && i.Kind == InvoiceKind.Invoice && !i.IsDeposit && (i.Status == InvoiceStatus.ProformaInPreparation || i.Status == InvoiceStatus.ProformaSent || i.Balance > 0)
            && !db.Visits.Any(v => v.InvoiceId == i.Id), ct);

    private static async Task<List<VisitInvoice>> InvoicesAsync(PortalDbContext db, System.Linq.Expressions.Expression<Func<Invoice, bool>> which, CancellationToken ct) =>
        [.. (await db.Invoices.AsNoTracking().Where(which).OrderBy(i => i.CreatedAt).Take(20).ToListAsync(ct))
            .Select(i => new VisitInvoice(i.Id, i.DisplayNumber, i.Status, i.IsIssued, i.Total, i.Payable, i.Currency, i.BilledToId, i.PurchaseOrder))];

    private static async Task<IReadOnlyList<VisitMachine>> MachinesAsync(PortalDbContext db, ServiceRequest request, DateOnly today, CancellationToken ct)
    {
        var ids = request.Equipment.Select(e => e.EquipmentId).ToList();
        return [.. (await db.Equipment.AsNoTracking().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Name).ToListAsync(ct))
            .Select(e => new VisitMachine(e.Id, e.Name, e.SerialNumber, e.InstalledOn, e.WarrantyUntil, e.IsUnderWarranty(today), e.Notes))];
    }

    private static async Task<IReadOnlyList<EarlierVisit>> EarlierAsync(PortalDbContext db, Visit visit, LegalEntity entity, CancellationToken ct) =>
        [.. (await db.Visits.AsNoTracking()
            .Where(v => v.ClientId == visit.ClientId && v.SiteId == visit.SiteId && v.Id != visit.Id && v.StartsAt < visit.StartsAt)
            .OrderByDescending(v => v.StartsAt).Take(Earlier)
            .Select(v => new { v.Id, v.Number, v.StartsAt, v.Status, v.Report, Title = db.ServiceRequests.Where(r => r.Id == v.RequestId).Select(r => r.Title).First() })
            .ToListAsync(ct)).Select(v => new EarlierVisit(v.Id, v.Number, entity.Local(v.StartsAt), v.Status, v.Title, v.Report))];

    private static string Phone(params string?[] numbers) => numbers.FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)) ?? "";

    private static DateTime? Local(LegalEntity entity, DateTime? at) => at is { } utc ? entity.Local(utc) : null;
}
