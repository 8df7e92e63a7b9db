using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies.UseCases;

public sealed class ShowLegalEntity(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Shown(long Id, int Version, LegalEntityFields Fields, long? LogoDocumentId);

    public async Task<Result<Shown>> RunAsync(long id, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct);
        return entity is null ? Refusal.NotFound : new Shown(entity.Id, entity.Version, LegalEntityFields.Of(entity), entity.LogoDocumentId);
    }
}
