using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>The logo of a company that the user's clients have to do with.</summary>
public sealed class ReadCompanyLogo(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<DocumentFile>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var isOurs = await db.Clients.AnyAsync(c => c.LegalEntityId == legalEntityId, ct)
            || await db.Invoices.AnyAsync(i => i.LegalEntityId == legalEntityId, ct) || await db.Quotes.AnyAsync(q => q.LegalEntityId == legalEntityId, ct)
            || await db.Contracts.AnyAsync(c => c.LegalEntityId == legalEntityId, ct) || await db.ServiceRequests.AnyAsync(r => r.LegalEntityId == legalEntityId, ct)
            || await db.Tickets.AnyAsync(t => t.LegalEntityId == legalEntityId, ct);
        if (!isOurs)
        {
            return Refusal.NotFound;
        }

        // A logo belongs to no client; that the user may see it was just checked.
        var logoId = await db.LegalEntities.Where(e => e.Id == legalEntityId).Select(e => e.LogoDocumentId).SingleAsync(ct);
        return await db.StoredDocuments.AllClients().Where(d => d.Id == logoId)
            .Select(d => new DocumentFile(d.FileName, d.ContentType, d.Content!.Bytes)).SingleOrDefaultAsync(ct) is { } logo
            ? logo
            : Refusal.NotFound;
    }
}
