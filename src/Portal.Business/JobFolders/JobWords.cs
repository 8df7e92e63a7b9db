using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.JobFolders;

/// <summary>
/// Which clients and jobs a word finds. They are looked for once, in their own narrow indexes, so that what belongs to them is found by their
/// ids and not asked row by row.
/// </summary>
internal sealed record JobWords(IReadOnlyList<long> Clients, IReadOnlyList<long> Jobs)
{
    private const int Most = 2000;

    /// <returns>Null where the word is in so many that each row of a list is asked sooner.</returns>
    public static async Task<JobWords?> FindAsync(PortalDbContext db, string word, CancellationToken ct)
    {
        var clients = await db.Clients.Matching(c => c.SearchKey, word).Select(c => c.Id).Take(Most + 1).ToListAsync(ct);
        var jobs = clients.Count > Most ? [] : await db.Jobs.Matching(j => j.SearchKey, word).Select(j => j.Id).Take(Most + 1).ToListAsync(ct);
        return clients.Count > Most || jobs.Count > Most ? null : new JobWords(clients, jobs);
    }
}
