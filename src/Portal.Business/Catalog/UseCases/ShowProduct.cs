using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>For its form: what stands in it now, and whether anything refers to it.</summary>
public sealed class ShowProduct(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Shown(long Id, int Version, ProductFields Fields, bool IsUsed);

    public async Task<Result<Shown>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var record = await db.Products.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        return record is null
            ? Refusal.NotFound
            : new Shown(record.Id, record.Version, ProductFields.Of(record) with { PurchaseCost = user.Has(Permissions.JobsCosts) ? record.PurchaseCost : null }, await db.AnyReferToAsync<Product>(id, ct));
    }
}
