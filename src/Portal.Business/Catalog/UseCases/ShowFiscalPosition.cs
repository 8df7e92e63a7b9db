using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Catalog.UseCases;

/// <summary>For its form: what stands in it now, and whether anything refers to it.</summary>
public sealed class ShowFiscalPosition(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Shown(long Id, int Version, FiscalPositionFields Fields, bool IsUsed);

    public async Task<Result<Shown>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.CatalogView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var record = await db.FiscalPositions.AsNoTracking().Include(r => r.Taxes).Include(r => r.Accounts).SingleOrDefaultAsync(r => r.Id == id, ct);
        return record is null
            ? Refusal.NotFound
            : new Shown(record.Id, record.Version, FiscalPositionFields.Of(record), await db.AnyReferToAsync<FiscalPosition>(id, ct, typeof(TaxMapping), typeof(AccountMapping)));
    }
}
