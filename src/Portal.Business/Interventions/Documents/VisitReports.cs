using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Planning;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Interventions.Documents;

/// <summary>
/// The stored report of a visit that was signed or is over: each change afterwards makes a further revision, what was signed or handed out
/// stays.
/// </summary>
public sealed class VisitReports(PortalDbContextFactory contexts, VisitReportReading reading, MailComposer composer, Outbox outbox, TimeProvider clock)
{
    public const string MailKind = "visit.report";

    public static Task<bool> AreMailedAsync(PortalDbContext db, long legalEntityId, CancellationToken ct) =>
        db.WorkRules.AllAsync(r => r.LegalEntityId != legalEntityId || r.MailsReports, ct);

    /// <summary>Adds the report to the caller's save, unless the last one says the same.</summary>
    public async Task<StoredDocument> StoreAsync(PortalDbContext db, Visit visit, DateTime now, CancellationToken ct)
    {
        var file = await reading.RenderAsync(db, visit, ct);
        var last = await db.StoredDocuments.Where(d => d.SubjectType == nameof(Visit) && d.SubjectId == visit.Id && d.Kind == DocumentKinds.VisitReport)
            .OrderByDescending(d => d.Revision).FirstOrDefaultAsync(ct);
        var next = StoredDocument.Generated(
            SubjectRef.To(visit), DocumentKinds.VisitReport, (last?.Revision ?? 0) + 1, file, visit.ClientId, DocumentVisibility.SharedWithClient, now);
        if (last?.Sha256 == next.Sha256)
        {
            return last;
        }

        db.StoredDocuments.Add(next);
        return next;
    }

    /// <summary>After something else of the visit was saved: its report follows, if it has one. Answers with what was saved.</summary>
    public async Task<Result> RenewAsync(Visit visit, Result saved, CancellationToken ct)
    {
        if (!saved.Succeeded || !visit.IsOver || !visit.TakesPlace)
        {
            return saved;
        }

        await using var db = contexts.CreateDbContext();
        await StoreAsync(db, await db.Visits.Include(v => v.Crew).SingleAsync(v => v.Id == visit.Id, ct), clock.GetUtcNow().UtcDateTime, ct);

        // Two changes at once: the other one's report has both, or the next reading makes it.
        await db.TrySaveAsync(ct);
        return saved;
    }

    /// <summary>Queues the report for the client, in the caller's save.</summary>
    public async Task MailAsync(PortalDbContext db, Visit visit, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var document = db.StoredDocuments.Local.Where(d => d.SubjectId == visit.Id && d.Kind == DocumentKinds.VisitReport).MaxBy(d => d.Revision) ?? await StoreAsync(db, visit, now, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == visit.ClientId, ct);
        var request = await db.ServiceRequests.AsNoTracking().SingleAsync(r => r.Id == visit.RequestId, ct);
        var contact = VisitNotices.Recipient(client, request);
        var formats = Formats.For(client.Language);
        var content = await composer.ComposeAsync(db, MailKind, client.Language, MailBrand.Of(entity), new Dictionary<string, string?>
        {
            ["Contact.Name"] = contact?.Name,
            ["Visit.Number"] = visit.Number,
            ["Visit.Date"] = formats.LongDate(entity.DayOf(visit.StartedAt ?? visit.StartsAt)),
            ["Request.Title"] = request.Title,
            ["Visit.LeftToDo"] = visit.Status == VisitStatus.Unfinished ? visit.Reason : null,
        }, ct);
        var to = contact?.Email ?? InvoiceRecipients.Of(client).To;
        outbox.Add(db, new NewMessage(MailKind, content)
        {
            About = SubjectRef.To(visit),
            ClientId = client.Id,
            LegalEntityId = entity.Id,
            From = Outbox.SenderOf(entity),
            To = to is null ? [] : [new MailContact(to, contact?.Name)],
            Attachments = [MailAttachment.Of(document)],
            DedupeKey = $"visit-report:{visit.Id}:{document.Revision}",
        });
        db.TimelineEntries.Add(new TimelineEntry(visit.ClientId, visit.JobId, now, user, "Interventions.ReportMailed", nameof(Visit), visit.Id, visit.Number));
    }
}
