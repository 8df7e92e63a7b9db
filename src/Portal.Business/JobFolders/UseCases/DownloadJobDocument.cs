using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>The bytes of a job's document: all of them for staff, the shared ones of their own jobs for client users.</summary>
public sealed class DownloadJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long DocumentId);

    public async Task<Result<StoredFile>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView) && !user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.StoredDocuments.AsNoTracking()
            .SingleOrDefaultAsync(d => d.Id == input.DocumentId && d.SubjectType == nameof(Job) && d.RemovedAt == null, ct);
        return found is not null && await StoredFile.OpenAsync(db, found, ct) is { } file ? file : Refusal.NotFound;
    }
}
