using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Contracts.UseCases;

/// <summary>A stored document of a contract, for staff: a version as it was sent, the signed one, or what was brought as proof.</summary>
public sealed class DownloadContractDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<DocumentFile>> RunAsync(long documentId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.StoredDocuments.AnyAsync(d => d.Id == documentId && d.SubjectType == nameof(Contract), ct) && await db.ReadFileAsync(documentId, ct) is { } file
            ? file
            : Refusal.NotFound;
    }
}
