using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Makes an earlier edition of a document the one that counts.</summary>
public sealed class RevertJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long DocumentId, long EditionId);

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
        var editions = await JobDocuments.EditionsAsync(db, document, ct);
        if (editions.Find(e => e.Id == input.EditionId) is not { } wanted || wanted.Id == document.Id)
        {
            return Refusal.NotFound;
        }

        wanted.Replace(document);
        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "JobFolders.Reverted", nameof(Job), job.Id, document.FileName, wanted.Edition ?? 1));
        return await db.TrySaveAsync(ct);
    }
}
