using System.Globalization;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders.UseCases;

namespace Portal.Business.JobFolders;

/// <summary>
/// What a filter leaves of the jobs: only what is asked for stands in the query, so that an index can serve it. Clients, labels and fields are
/// looked for once and not job by job.
/// </summary>
internal static class JobNarrowing
{
    public static IQueryable<Job> Apply(PortalDbContext db, ICurrentUser user, ListJobs.Input input)
    {
        var jobs = db.Jobs.Matching((j, word) => j.SearchKey.Contains(word) || db.Clients.Where(c => c.SearchKey.Contains(word)).Select(c => c.Id).Contains(j.ClientId), input.Search);
        if (input.Status is { } status)
        {
            jobs = jobs.Where(j => j.Status == status);
        }
        else if (input.Open)
        {
            jobs = jobs.Where(j => j.Status != JobStatus.Closed && j.Status != JobStatus.Cancelled);
        }

        if (input.ToInvoice)
        {
            jobs = jobs.Where(j => j.Status != JobStatus.Cancelled && j.OrderedNet > j.Lines.Sum(l => l.InvoicedNet));
        }

        var responsible = input.Mine ? user.UserId ?? 0 : input.ResponsibleId;
        var (client, dueFrom, dueTo) = (input.ClientId, input.DueFrom, input.DueTo);
        jobs = responsible is null ? jobs : jobs.Where(j => j.ResponsibleUserId == responsible);
        jobs = client is null ? jobs : jobs.Where(j => j.ClientId == client);
        jobs = dueFrom is null ? jobs : jobs.Where(j => j.DueOn >= dueFrom);
        jobs = dueTo is null ? jobs : jobs.Where(j => j.DueOn <= dueTo);
        return Words(db, jobs, input);
    }

    private static IQueryable<Job> Words(PortalDbContext db, IQueryable<Job> jobs, ListJobs.Input input)
    {
        if (input.Label is { Length: > 0 } label)
        {
            jobs = jobs.Where(j => db.JobLabels.Where(l => l.Key == label).Select(l => l.JobId).Contains(j.Id));
        }

        if (input.Field?.Split(':', 2) is [var id, var choice] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var field))
        {
            jobs = jobs.Where(j => db.JobFieldValues.Where(v => v.FieldId == field && v.Text == choice).Select(v => v.JobId).Contains(j.Id));
        }

        return jobs;
    }
}
