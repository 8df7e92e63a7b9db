using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Puts a document, with its editions, into another job of the same client.</summary>
public sealed class MoveJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long DocumentId, long ToJobId);

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
        var target = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.ToJobId && j.ClientId == job.ClientId && j.MergedIntoId == null, ct);
        if (target is null || target.Id == job.Id)
        {
            return Refusal.Invalid("JobFolders.NotAJobOfTheClient").On(nameof(input.ToJobId));
        }

        if (await db.StoredDocuments.OfJob(target.Id).AnyAsync(d => d.CurrentKey == document.CurrentKey && d.CurrentKey != null, ct))
        {
            return Refusal.Conflict("JobFolders.NameIsTaken", document.FileName).On(nameof(input.ToJobId));
        }

        foreach (var edition in await JobDocuments.EditionsAsync(db, document, ct))
        {
            edition.MoveTo(SubjectRef.To(target));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, now, user, "JobFolders.DocumentMovedTo", nameof(Job), target.Id, document.FileName, target.Number));
        db.TimelineEntries.Add(new TimelineEntry(job.ClientId, target.Id, now, user, "JobFolders.DocumentMovedFrom", nameof(Job), job.Id, document.FileName, job.Number));
        return await db.TrySaveIntoAsync(target.Id, Refusal.NotNow("JobFolders.IsMerged", target.Number).On(nameof(input.ToJobId)), ct);
    }
}
