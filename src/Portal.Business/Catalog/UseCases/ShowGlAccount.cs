using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>For its form: what stands in it now, and whether anything refers to it.</summary>
public sealed class ShowGlAccount(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Shown(long Id, int Version, GlAccountFields Fields, bool IsUsed);

    public async Task<Result<Shown>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var record = await db.GlAccounts.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        return record is null
            ? Refusal.NotFound
            : new Shown(record.Id, record.Version, GlAccountFields.Of(record), await db.AnyReferToAsync<GlAccount>(id, ct));
    }
}
