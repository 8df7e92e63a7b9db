using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
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
    private const int MostHits = 5000;

    private const int MostClients = 1000;

    /// <summary>What the index of the search keys knows of a job.</summary>
    internal readonly record struct Hit(long Id, DateTime CreatedAt, JobStatus Status);

    /// <summary>
    /// Looks for words once, in their index alone, and for a label; null without either, or where so many jobs have them that a query soon has a
    /// page of them.
    /// </summary>
    public static async Task<IReadOnlyList<Hit>?> SearchAsync(PortalDbContext db, ListJobs.Input input, CancellationToken ct)
    {
        var (search, label) = (input.Search, input.Label);
        if (string.IsNullOrWhiteSpace(search) && label is not { Length: > 0 })
        {
            return null;
        }

        // Clients first, by their ids: a database that knows how few they are reads the jobs in parallel.
        var jobs = label is { Length: > 0 } ? OfLabel(db, db.Jobs, label) : db.Jobs;
        var words = Searching.Words(search).ToList();
        if (await FewAsync(db, jobs, words, ct) is { } few)
        {
            return await db.Jobs.Where(j => EF.Parameter(few).Contains(j.Id)).Select(j => new Hit(j.Id, j.CreatedAt, j.Status)).ToListAsync(ct);
        }

        foreach (var word in words)
        {
            var clients = await db.Clients.Matching(c => c.SearchKey, word).Select(c => c.Id).Take(MostClients + 1).ToListAsync(ct);
            jobs = clients.Count == 0 ? jobs.Matching(j => j.SearchKey, word)
                : clients.Count > MostClients ? Searched(db, jobs, word)
                : jobs.Matching((j, w) => j.SearchKey.Contains(w) || EF.Parameter(clients).Contains(j.ClientId), word);
        }

        var hits = await jobs.Select(j => new Hit(j.Id, j.CreatedAt, j.Status)).Take(MostHits + 1).ToListAsync(ct);
        return hits.Count > MostHits ? null : hits;
    }

    /// <summary>Ids of the jobs that words find, for lists of what belongs to jobs; null of very many (<see cref="Searched"/>).</summary>
    public static async Task<List<long>?> IdsAsync(PortalDbContext db, string search, CancellationToken ct) =>
        await FewAsync(db, db.Jobs, [.. Searching.Words(search)], ct)
        ?? (await SearchAsync(db, new ListJobs.Input(new PageRequest(), search), ct) is { } hits ? [.. hits.Select(h => h.Id)] : null);

    /// <summary>By several words, the jobs of the clients whose names hold them all, and those that hold some themselves; null of one word, and of very many.</summary>
    private static async Task<List<long>?> FewAsync(PortalDbContext db, IQueryable<Job> jobs, IReadOnlyList<string> words, CancellationToken ct) =>
        words.Count > 1 ? await ClientWords.FindAsync(db, jobs, j => j.SearchKey, Holds(db), words, MostHits, ct) : null;

    /// <param name="db">Where to look.</param>
    /// <param name="user">Whose jobs "mine" are.</param>
    /// <param name="input">The filter.</param>
    /// <param name="hits">What its words and label found, if that is known.</param>
    /// <param name="inOrder">For a page in the list's order; otherwise to count.</param>
    public static IQueryable<Job> Apply(PortalDbContext db, ICurrentUser user, ListJobs.Input input, IReadOnlyList<Hit>? hits, bool inOrder = true)
    {
        if (hits is null)
        {
            return Narrowed(db, user, Searched(db, db.Jobs, input.Search), input, inOrder);
        }

        var ids = hits.Select(h => h.Id).ToList();
        return Narrowed(db, user, db.Jobs.Where(j => EF.Parameter(ids).Contains(j.Id)), input, inOrder);
    }

    /// <summary>The jobs that hold every word, themselves or in the name of their client.</summary>
    public static IQueryable<Job> Searched(PortalDbContext db, IQueryable<Job> jobs, string search) => jobs.Matching(Holds(db), search);

    private static Expression<Func<Job, string, bool>> Holds(PortalDbContext db) =>
        (j, word) => j.SearchKey.Contains(word) || db.Clients.Where(c => c.SearchKey.Contains(word)).Select(c => c.Id).Contains(j.ClientId);

    private static IQueryable<Job> Narrowed(PortalDbContext db, ICurrentUser user, IQueryable<Job> jobs, ListJobs.Input input, bool inOrder)
    {
        if (input.Status is { } status)
        {
            jobs = jobs.Where(j => j.Status == status);
        }
        else if (input.Open && !inOrder)
        {
            // Said by what they are, to count them where they stand in the index of statuses; below by what they are not, to walk the index of the order.
            jobs = jobs.Where(j => j.Status == JobStatus.Open || j.Status == JobStatus.InProgress || j.Status == JobStatus.Done || j.Status == JobStatus.Invoiced);
        }
        else if (input.Open)
        {
            jobs = jobs.Open();
        }

        if (input.ToInvoice)
        {
            jobs = jobs.Where(j => j.Status != JobStatus.Cancelled && j.LeftNet != 0);
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
            jobs = OfLabel(db, jobs, label);
        }

        if (input.Field?.Split(':', 2) is [var id, var choice] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var field))
        {
            jobs = jobs.Where(j => db.JobFieldValues.Where(v => v.FieldId == field && v.Text == choice).Select(v => v.JobId).Contains(j.Id));
        }

        return jobs;
    }

    private static IQueryable<Job> OfLabel(PortalDbContext db, IQueryable<Job> jobs, string label) =>
        jobs.Where(j => db.JobLabels.Where(l => l.Key == label).Select(l => l.JobId).Contains(j.Id));
}
