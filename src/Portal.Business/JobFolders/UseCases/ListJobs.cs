using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>One page of the jobs, newest first, with what is left to invoice of each.</summary>
public sealed class ListJobs(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private static readonly PageRequest Unsorted = new();

    /// <param name="Open">Only jobs that are neither closed nor cancelled.</param>
    /// <param name="From">First day on which a job was made, in its legal entity's time zone.</param>
    /// <param name="To">The last.</param>
    /// <param name="ToInvoice">Only jobs with something left to invoice.</param>
    /// <param name="Label">Its key.</param>
    /// <param name="Field">A choice of a field, "id:choice".</param>
    public sealed record Input(
        PageRequest Page, string Search = "", JobStatus? Status = null, bool Open = false, bool ToInvoice = false, long? ClientId = null, bool Mine = false,
        DateOnly? From = null, DateOnly? To = null, long? ResponsibleId = null, string? Label = null, string? Field = null, DateOnly? DueFrom = null, DateOnly? DueTo = null);

    public sealed record Row(
        long Id, string Number, string Name, long ClientId, string ClientName, JobStatus Status, DateTime CreatedAt, DateOnly? DueOn, decimal Ordered,
        decimal ToInvoice, string Currency, string Responsible, string PurchaseOrder, long LegalEntityId, string Labels = "")
    {
        /// <summary>Null for those who may not see costs, or where they were not asked for.</summary>
        public JobCosts? Costs { get; init; }
    }

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var hits = await JobNarrowing.SearchAsync(db, input, ct);
        var (total, ids) = hits is not null && IsOnlySearched(input) ? PageOf(hits, input) : await FindAsync(db, input, hits, ct);
        if (ids.Count == 0)
        {
            return new Page<Row>([], total);
        }

        // Sorting reads narrow rows of an index; the wide ones are read for one page only.
        var rows = await db.Jobs.AsNoTracking().Where(j => ids.Contains(j.Id))
            .Select(j => new
            {
                Job = new { j.Id, j.Number, j.Name, j.ClientId, j.Status, j.CreatedAt, j.DueOn, j.OrderedNet, j.LeftNet, j.Currency, j.PurchaseOrder, j.LegalEntityId },
                ClientName = db.Clients.Where(c => c.Id == j.ClientId).Select(c => c.Name).First(),
                Labels = j.Labels.OrderBy(l => l.Key).Select(l => l.Name).ToList(),
                Responsible = db.Users.Where(u => u.Id == j.ResponsibleUserId && !u.IsClientUser).Select(u => u.DisplayName).FirstOrDefault(),
            })
            .ToListAsync(ct);
        var costs = new Dictionary<long, JobCosts>() as IReadOnlyDictionary<long, JobCosts>;
        if (user.Has(Permissions.JobsCosts))
        {
            var nets = await JobInvoices.NetsAsync(db, ids, ct);
            costs = await JobCosting.OfAsync(db, [.. rows.Select(r => new JobCosting.Asked(r.Job.Id, r.Job.LegalEntityId, r.Job.Currency, Math.Max(r.Job.OrderedNet, nets[r.Job.Id])))], clock, ct);
        }

        return new Page<Row>(
            [.. rows.OrderBy(r => ids.IndexOf(r.Job.Id)).Select(r => new Row(
                r.Job.Id, r.Job.Number, r.Job.Name, r.Job.ClientId, r.ClientName, r.Job.Status, r.Job.CreatedAt, r.Job.DueOn, r.Job.OrderedNet,
                r.Job.LeftNet, r.Job.Currency, r.Responsible ?? "", r.Job.PurchaseOrder, r.Job.LegalEntityId, string.Join(", ", r.Labels)) { Costs = costs.GetValueOrDefault(r.Job.Id) })],
            total);
    }

    private async Task<(int Total, List<long> Ids)> FindAsync(PortalDbContext db, Input input, IReadOnlyList<JobNarrowing.Hit>? hits, CancellationToken ct)
    {
        var days = await EntityDays.LoadAsync(db, input.From, input.To, ct);
        IQueryable<Job> Jobs(bool inOrder) => days.Of(JobNarrowing.Apply(db, user, input, hits, inOrder), j => j.LegalEntityId, j => j.CreatedAt);
        var total = await Jobs(inOrder: false).CountAsync(ct);

        // What is due by a day is mostly old: walking from the newest on would come to it last. A first term that is the same for all of
        // them has their narrow rows sorted instead.
        var jobs = input.DueTo is not null && input.Page.Sort is null
            ? Jobs(inOrder: true).OrderBy(j => j.DueOn == null).ThenByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id)
            : Sort(Jobs(inOrder: true), input.Page);
        return (total, total == 0 ? [] : await jobs.Skip(input.Page.Skip).Take(input.Page.Take).Select(j => j.Id).ToListAsync(ct));
    }

    /// <summary>Nothing but words, a label and a status, in the list's own order: what was found says all of it.</summary>
    private static bool IsOnlySearched(Input input) =>
        input.Page.Sort is null && input with { Page = Unsorted, Search = "", Label = null, Status = null, Open = false } == new Input(Unsorted);

    private static (int Total, List<long> Ids) PageOf(IReadOnlyList<JobNarrowing.Hit> hits, Input input)
    {
        var found = hits.Where(h => input.Status is { } status ? h.Status == status : !input.Open || h.Status is not (JobStatus.Closed or JobStatus.Cancelled)).ToList();
        return (found.Count, [.. found.OrderByDescending(h => h.CreatedAt).ThenByDescending(h => h.Id).Skip(input.Page.Skip).Take(input.Page.Take).Select(h => h.Id)]);
    }

    private static IQueryable<Job> Sort(IQueryable<Job> jobs, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("number", false) => jobs.OrderBy(j => j.Number).ThenBy(j => j.Id),
        ("number", true) => jobs.OrderByDescending(j => j.Number).ThenByDescending(j => j.Id),
        ("created", false) => jobs.OrderBy(j => j.CreatedAt).ThenBy(j => j.Id),
        ("due", false) => jobs.OrderBy(j => j.DueOn == null).ThenBy(j => j.DueOn).ThenBy(j => j.Id),
        ("due", true) => jobs.OrderByDescending(j => j.DueOn).ThenByDescending(j => j.Id),
        ("ordered", false) => jobs.OrderBy(j => j.OrderedNet).ThenBy(j => j.Id),
        ("ordered", true) => jobs.OrderByDescending(j => j.OrderedNet).ThenByDescending(j => j.Id),
        _ => jobs.OrderByDescending(j => j.CreatedAt).ThenByDescending(j => j.Id),
    };
}
