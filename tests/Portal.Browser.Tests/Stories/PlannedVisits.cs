using Microsoft.EntityFrameworkCore;
using Portal.Browser.Tests.Harness;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;

namespace Portal.Browser.Tests.Stories;

/// <summary>Puts visits of the technician, which begin now, into the database of a running portal.</summary>
internal static class PlannedVisits
{
    /// <param name="jobId">The job that it belongs to; null: one of its own, of a client of the company in Québec.</param>
    public static async Task<(long Id, DateOnly Day)> AddAsync(PortalProcess portal, long? jobId = null)
    {
        await using var db = portal.OpenDatabase();
        var entity = await db.LegalEntities.SingleAsync(e => e.Name == DemoCompanies.Quebec);
        var job = jobId is null ? null : await db.Jobs.SingleAsync(j => j.Id == jobId);
        var client = job is null
            ? await db.Clients.Include(c => c.Contacts).Where(c => c.LegalEntityId == entity.Id && !c.PurchaseOrderRequired).OrderBy(c => c.Id).FirstAsync()
            : await db.Clients.Include(c => c.Contacts).SingleAsync(c => c.Id == job.ClientId);
        var technician = await db.Users.Where(u => u.Email == "technician@atelier-boreal.example").Select(u => u.Id).SingleAsync();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(default);
        var head = new ServiceRequest.Head("Chauffage en panne", "", null, null, null, RequestPriority.Normal, null, null, 60, 1, null, []);
        var request = (await NewRequest.StartAsync(db, client, entity, job, head, RequestOrigin.Staff, SystemUser.Instance, now, default)).Value;
        request.Submit();
        var number = (await db.TakeNumberAsync(entity.Id, NumberedDocument.Visit, entity.DayOf(now), default)).Value;
        var visit = new Visit(request, number, technician, now, now.AddHours(1), now);
        visit.Confirm();
        db.Visits.Add(visit);
        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return (visit.Id, entity.DayOf(now));
    }
}
