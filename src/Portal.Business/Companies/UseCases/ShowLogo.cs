using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Companies.UseCases;

/// <summary>The present logo of a company. It stands on every document and on the public pages, so everybody may see it.</summary>
public sealed class ShowLogo(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task<Result<DocumentFile>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var logo = await db.StoredDocuments.AllClients().AsNoTracking()
            .Where(d => db.LegalEntities.Any(e => e.Id == legalEntityId && e.LogoDocumentId == d.Id))
            .Select(d => new { d.FileName, d.ContentType, d.Content!.Bytes })
            .SingleOrDefaultAsync(ct);
        return logo is null ? Refusal.NotFound : new DocumentFile(logo.FileName, logo.ContentType, logo.Bytes);
    }
}
