using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>The stored bytes of a document that is shared with one of the user's clients, exactly as they were sent.</summary>
public sealed class ReadOwnDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<StoredFile>> RunAsync(long documentId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var found = await db.StoredDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        return found is not null && await StoredFile.OpenAsync(db, found, ct) is { } file ? file : Refusal.NotFound;
    }
}
