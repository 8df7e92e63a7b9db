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
        if (!(await JobDocuments.FindAsync(db, input.DocumentId, ct)).TryGet(out var found))
        {
            return Refusal.NotFound;
        }

        var (document, job) = found;
        document.Share(input.Shared);

        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, input.Shared ? "JobFolders.Shared" : "JobFolders.Unshared", nameof(Job), job.Id, document.FileName));
        return await db.TrySaveAsync(ct);
    }
}
