using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Shows a job's document to the client, or hides it again.</summary>
public sealed class ShareJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long DocumentId, bool Shared);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var document = await db.StoredDocuments.SingleOrDefaultAsync(d => d.Id == input.DocumentId && d.SubjectType == nameof(Job), ct);
        var job = document is null ? null : await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == document.SubjectId, ct);
        if (document is null || job is null)
        {
            return Refusal.NotFound;
        }

        if (input.Shared)
        {
            document.Share();
        }
        else
        {
            document.KeepInternal();
        }

        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, input.Shared ? "JobFolders.Shared" : "JobFolders.Unshared", nameof(Job), job.Id, document.FileName));
        return await db.TrySaveAsync(ct);
    }
}
