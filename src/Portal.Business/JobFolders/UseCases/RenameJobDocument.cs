using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Gives a document of a job, with its editions, another name. The kind of file stays.</summary>
public sealed class RenameJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long DocumentId, string Name);

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
        var extension = Path.GetExtension(document.FileName);
        var name = input.Name.Trim();
        if (name.Length == 0)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.Name));
        }

        var before = document.FileName;
        name = name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? name : name + extension;
        var key = StoredDocument.KeyOf(name);
        if (await db.StoredDocuments.OfJob(job.Id).AnyAsync(d => d.Id != document.Id && d.CurrentKey == key, ct))
        {
            return Refusal.Conflict("JobFolders.NameIsTaken", name).On(nameof(input.Name));
        }

        foreach (var edition in await JobDocuments.EditionsAsync(db, document, ct))
        {
            edition.Rename(name);
        }

        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "JobFolders.Renamed", nameof(Job), job.Id, before, document.FileName));
        return await db.TrySaveAsync(ct);
    }
}
