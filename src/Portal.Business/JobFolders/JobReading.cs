using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;

namespace Portal.Business.JobFolders;

internal static class JobReading
{
    public static async Task<JobCounts> CountAsync(PortalDbContext db, long jobId, int invoices, CancellationToken ct)
    {
        var counts = await db.Jobs.Where(j => j.Id == jobId).Select(j => new
        {
            Quotes = db.Quotes.Count(q => q.JobId == jobId),
            Requests = db.ServiceRequests.Count(r => r.JobId == jobId),
            Visits = db.Visits.Count(v => v.JobId == jobId),
            Payments = db.Payments.Count(p => p.Allocations.Any(a => a.UndoneAt == null && db.Invoices.OfJob(db, jobId).Any(i => i.Id == a.InvoiceId))),
        }).SingleAsync(ct);
        return new JobCounts(
            counts.Quotes, invoices, counts.Requests, counts.Visits, counts.Payments, await db.StoredDocuments.OfJob(jobId).Current().CountAsync(ct),
            await db.Tickets.OfJob(db, jobId).CountAsync(ct));
    }

    /// <summary>Time of everybody; its cost, each entry to the cent, for those who may see it.</summary>
    public static async Task<JobTime> TimeAsync(PortalDbContext db, long jobId, ICurrentUser user, CancellationToken ct)
    {
        var hours = await Timesheets.JobTime.OfAsync(db, jobId, ct);
        return new JobTime(hours.Minutes, user.Has(Permissions.TimesheetsView) ? hours.Cost : null);
    }

    /// <summary>Prepaid hours of ordered lines, by line.</summary>
    public static Task<Dictionary<long, JobLineHours>> HoursAsync(PortalDbContext db, IReadOnlyList<long?> lineIds, CancellationToken ct) =>
        db.HoursPacks.AsNoTracking().Where(p => lineIds.Contains(p.JobLineId))
            .ToDictionaryAsync(p => p.JobLineId, p => new JobLineHours(p.Id, p.BoughtMinutes, p.UsedMinutes, p.BalanceMinutes), ct);

    /// <summary>The fields that are asked now, and what the job says in each.</summary>
    public static async Task<IReadOnlyList<JobFieldRow>> FieldsAsync(PortalDbContext db, long jobId, CancellationToken ct)
    {
        var fields = await db.JobFields.AsNoTracking().Where(f => f.IsActive).OrderBy(f => f.Position).ThenBy(f => f.Id).ToListAsync(ct);
        var values = fields.Count == 0 ? [] : await db.JobFieldValues.AsNoTracking().Where(v => v.JobId == jobId).ToListAsync(ct);
        return fields.ConvertAll(f => new JobFieldRow(f.Id, f.Name, f.Kind, f.IsRequired, f.Choices, values.Find(v => v.FieldId == f.Id)?.Write() ?? ""));
    }
}
