using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients;

/// <summary>Looks for words that stand in a record itself or in the name of its client.</summary>
internal static class ClientWords
{
    private const int MostClients = 1000;

    /// <summary>
    /// Of several words, a record holds at least one itself, or its client holds all. Few do the first, so the rest is asked of those alone; the
    /// second is found by the ids of the clients.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="rows">The records.</param>
    /// <param name="key">Their own search key.</param>
    /// <param name="holds">That a record, or its client, holds a word.</param>
    /// <param name="words">Two or more, folded.</param>
    /// <param name="most">More than so many are no list of ids.</param>
    /// <param name="ct">Stops the look.</param>
    /// <returns>Ids; null: too many.</returns>
    public static async Task<List<long>?> FindAsync<T>(
        PortalDbContext db, IQueryable<T> rows, Expression<Func<T, string>> key, Expression<Func<T, string, bool>> holds, IReadOnlyList<string> words, int most, CancellationToken ct)
        where T : Entity, IBelongsToClient
    {
        var all = string.Join(' ', words);
        var clients = await db.Clients.Matching(c => c.SearchKey, all).Select(c => c.Id).Take(MostClients + 1).ToListAsync(ct);
        if (clients.Count > MostClients)
        {
            return null;
        }

        var hits = clients.Count == 0 ? [] : await rows.Where(r => EF.Parameter(clients).Contains(r.ClientId)).Select(r => r.Id).Take(most + 1).ToListAsync(ct);
        var own = hits.Count > most ? [] : await rows.MatchingAny(key, words).Select(r => r.Id).Take(most + 1).ToListAsync(ct);
        if (hits.Count > most || own.Count > most)
        {
            return null;
        }

        if (own.Count > 0)
        {
            hits.AddRange(await rows.Where(r => EF.Parameter(own).Contains(r.Id)).Matching(holds, all).Select(r => r.Id).ToListAsync(ct));
        }

        return hits.Count > most ? null : [.. hits.Distinct()];
    }
}
