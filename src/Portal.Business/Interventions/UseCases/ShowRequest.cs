using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Everything on the page of one request.</summary>
public sealed class ShowRequest(PortalDbContextFactory contexts, ICurrentUser user, TimelineTexts texts, TimeProvider clock)
{
    private const int MostEvents = 100;

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
        var visits = await RequestReading.VisitsAsync(db, request, seller, ct);
        var quotes = await RequestReading.QuotesAsync(db, request, ct);
        var invoices = await RequestReading.InvoicesAsync(db, request, visits, ct);
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
            await RequestReading.LinesAsync(db, request, job, visits, ct), request.Net, request.Taxes, request.Total,
            await RequestReading.EquipmentAsync(db, request, today, ct), visits, quotes, invoices,
            await db.StoredDocuments.AsNoTracking().Where(d => d.SubjectType == nameof(ServiceRequest) && d.SubjectId == request.Id).OrderBy(d => d.Id)
                .Select(d => new RequestFileRow(d.Id, d.FileName, d.ContentType, d.Size)).ToListAsync(ct),
            await TimelineAsync(db, request, visits, quotes, invoices, ct),
            await MayAsync(db, request, job, [.. visits.Select(v => v.Status)], ct))
        {
            Unbilled = await UnbilledVisit.OfAsync(db, request, seller, ct),
        };
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
            Needs(Permissions.InterventionsPlan) ?? request.WhyNotPlan(),
            edit ?? (request.Status == RequestStatus.Draft ? null : Refusal.NotNow("Interventions.RequestNotFromThisStatus", request.Number)),
            edit ?? request.WhyNotEnd(visits),
            edit ?? request.WhyNotFinish(visits, user.Has(Permissions.InterventionsPlan)),
            edit ?? (request.IsOver ? await MoveRequest.WhyNotReopenAsync(db, request, ct) : Refusal.NotNow("Interventions.RequestNotFromThisStatus", request.Number)),
            edit ?? await DeleteRequest.WhyNotAsync(db, request, ct));
    }
}
