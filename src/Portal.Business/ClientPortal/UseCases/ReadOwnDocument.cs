using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>The stored bytes of a document that is shared with one of the user's clients, exactly as they were sent.</summary>
public sealed class ReadOwnDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record File(string Name, string ContentType, string Sha256, DateTime CreatedAt, byte[] Bytes);

    public async Task<Result<File>> RunAsync(long documentId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.StoredDocuments.AsNoTracking().Where(d => d.Id == documentId)
            .Select(d => new File(d.FileName, d.ContentType, d.Sha256, d.CreatedAt, d.Content!.Bytes)).SingleOrDefaultAsync(ct) is { } file
            ? file
            : Refusal.NotFound;
    }
}
