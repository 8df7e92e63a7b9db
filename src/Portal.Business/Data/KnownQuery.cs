using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Portal.Business.Data;

/// <summary>A query that runs for every document: taken apart and translated once for each model, not each time. Keep it in a static field.</summary>
internal sealed class KnownQuery<T1, T2, TRow>(Expression<Func<PortalDbContext, T1, T2, IQueryable<TRow>>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<PortalDbContext, T1, T2, IAsyncEnumerable<TRow>>> compiled = [];

    public async Task<List<TRow>> ToListAsync(PortalDbContext db, T1 first, T2 second, CancellationToken ct)
    {
        var run = compiled.GetValue(db.Model, _ => EF.CompileAsyncQuery(query));
        var rows = new List<TRow>();
        await foreach (var row in run(db, first, second).WithCancellation(ct))
        {
            rows.Add(row);
        }

        return rows;
    }
}
