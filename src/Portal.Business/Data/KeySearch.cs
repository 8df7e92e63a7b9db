using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Portal.Business.Common;

namespace Portal.Business.Data;

/// <summary>
/// Finds ids by a folded search key. First what starts with the words (a range of the key's index), then what contains them, in the
/// order of the key: so both are read from its index alone, and the rows, which are wide, are not touched.
/// </summary>
internal static class KeySearch
{
    /// <summary>
    /// For staff only: the caller has asked the permission, and the index holds no client to limit by.
    /// </summary>
    public static async Task<List<long>> FindByKeyAsync<T>(
        this PortalDbContext db, IQueryable<T> rows, Expression<Func<T, string>> key, string words, int atMost, CancellationToken ct)
        where T : Entity
    {
        if (db.ClientsAreLimited)
        {
            return [];
        }

        var all = rows.AllClients().AsNoTracking();
        var end = words + '\uffff';
#pragma warning disable CA1309 // The database compares, by the collation of its index.
        var first = await IdsAsync(all, key, k => string.Compare(k, words) >= 0 && string.Compare(k, end) < 0, atMost, ct);
#pragma warning restore CA1309
        if (first.Count == atMost)
        {
            return first;
        }

        var more = await IdsAsync(all, key, k => k.Contains(words), atMost, ct);
        return [.. first.Concat(more.Except(first)).Take(atMost)];
    }

    private static Task<List<long>> IdsAsync<T>(
        IQueryable<T> rows, Expression<Func<T, string>> key, Expression<Func<string, bool>> test, int atMost, CancellationToken ct)
        where T : Entity
    {
        var condition = Expression.Lambda<Func<T, bool>>(ReplacingExpressionVisitor.Replace(test.Parameters[0], key.Body, test.Body), key.Parameters);
        return rows.Where(condition).OrderBy(key).Select(e => e.Id).Take(atMost).ToListAsync(ct);
    }
}
