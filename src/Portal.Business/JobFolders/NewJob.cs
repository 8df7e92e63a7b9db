using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

/// <summary>Makes the job of a quote, a request or a first invoice that has none.</summary>
public static class NewJob
{
    /// <summary>
    /// A numbered job in the caller's open <see cref="WriteTransaction"/> and save. A job without a name is called as its client. Who makes it
    /// looks after it; what a client user begins waits for somebody of the staff.
    /// </summary>
    public static async Task<Result<Job>> StartAsync(
        PortalDbContext db, Client client, LegalEntity seller, string name, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var taken = await db.TakeNumberAsync(seller.Id, NumberedDocument.Job, seller.DayOf(now), ct);
        if (!taken.TryGet(out var number))
        {
            return Result<Job>.Refused(taken.Refusals);
        }

        var job = new Job(seller.Id, client.Id, number, name.Length > 0 ? name : client.Name, client.CurrencyWith(seller), now);
        job.Rename(job.Name, job.PurchaseOrder, job.DueOn, user.Clients.IsLimited ? null : user.UserId);
        db.Jobs.Add(job);
        db.TimelineEntries.Add(new TimelineEntry(client.Id, job.Id, now, user, "JobFolders.Created", nameof(Job), job.Id, job.Number));
        return job;
    }
}
