using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>Deletes a tax that no tax code has and no issued document shows.</summary>
public sealed class DeleteTaxComponent(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<DeleteTaxComponent> logger)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.LastUseOnAsync(id, ct) is { } on
            ? Refusal.NotNow("Catalog.TaxUsed", on)
            : await db.DeleteUnusedAsync<TaxComponent>(id, logger, ct, typeof(TaxRate));
    }
}
