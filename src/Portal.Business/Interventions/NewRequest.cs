using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions;

/// <summary>Makes a numbered request, and its job where there is none, in the caller's open <see cref="WriteTransaction"/> and save.</summary>
public static class NewRequest
{
    /// <param name="job">Null makes one, called as the request.</param>
    public static async Task<Result<ServiceRequest>> StartAsync(
        PortalDbContext db, Client client, LegalEntity seller, Job? job, ServiceRequest.Head head, RequestOrigin origin, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        if (RequestFields.Check(head) is { Count: > 0 } refusals)
        {
            return Result<ServiceRequest>.Refused(refusals);
        }

        if (job is null)
        {
            var made = await NewJob.StartAsync(db, client, seller, head.Title.Trim(), user, now, ct);
            if (!made.TryGet(out job))
            {
                return Result<ServiceRequest>.Refused(made.Refusals);
            }

            job.DeliverTo(head.SiteId);
        }

        var taken = await db.TakeNumberAsync(seller.Id, NumberedDocument.ServiceRequest, seller.DayOf(now), ct);
        if (!taken.TryGet(out var number))
        {
            return Result<ServiceRequest>.Refused(taken.Refusals);
        }

        // A contract goes on asking for its visits in its job, whatever became of that; nobody puts one into a job that is being finished.
        if (!job.IsFinished && await db.HoldOpenAsync(job, Refusal.NotNow("Interventions.JobIsFinished", job.Number), ct) is { } notHeld)
        {
            return notHeld;
        }

        var request = new ServiceRequest(seller.Id, client.Id, job.Id, number, job.Currency, origin, now);
        request.Edit(head);
        db.ServiceRequests.Add(request);
        db.TimelineEntries.Add(new TimelineEntry(client.Id, job.Id, now, user, "Interventions.RequestCreated", nameof(ServiceRequest), request.Id, request.Number, request.Title));
        return request;
    }
}
