using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Keeps a file in a job, for staff only or shared with the client. A file of the same name becomes its next edition.</summary>
public sealed class AttachJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<AttachJobDocument> log)
{
    /// <param name="ShareWithClient">Of a new file; a next edition is seen by whom the one before was seen.</param>
    /// <param name="OfItsOwn">Never an edition of a file that is there: where its name is taken, it gets a number. So nobody sees it who saw the other.</param>
    public sealed record Input(long JobId, string FileName, Stream Bytes, bool ShareWithClient = false, bool OfItsOwn = false);

    /// <param name="Id">Of the stored document.</param>
    public sealed record Kept(long Id, string Name);

    /// <summary>The stored document's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        var result = await KeepAsync(input, ct);
        return result.TryGet(out var kept) ? kept.Id : Result<long>.Refused(result.Refusals);
    }

    public async Task<Result<Kept>> KeepAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        var upload = await Uploads.CheckAsync(input.FileName, input.Bytes, ct);
        if (!upload.TryGet(out var file))
        {
            log.FileRefused(input.Bytes.Length, input.JobId, upload.Refusal!.Code);
            return upload.Refusal!;
        }

        // Somebody else may bring a file of the same name at this moment: the database lets one in, and the other is the next edition.
        var kept = await KeepAsync(input, file, ct);
        return kept.Refusal?.Code == "Common.AlreadyThere" ? await KeepAsync(input, file, ct) : kept;
    }

    private async Task<Result<Kept>> KeepAsync(Input input, CheckedFile file, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct) is not { } job)
        {
            return Refusal.NotFound;
        }

        if (job.MergedIntoId is not null)
        {
            return Refusal.NotNow("JobFolders.IsMerged", job.Number);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        file = input.OfItsOwn ? await NamedApartAsync(db, job.Id, file, ct) : file;
        var key = StoredDocument.KeyOf(file.Name);
        var before = input.OfItsOwn ? null : await db.StoredDocuments.OfJob(job.Id).SingleOrDefaultAsync(d => d.CurrentKey == key, ct);
        var last = before is null ? 0 : await db.StoredDocuments.Where(d => d.ThreadId == before.ThreadId).MaxAsync(d => d.Edition ?? 0, ct);
        var visibility = input.ShareWithClient ? DocumentVisibility.SharedWithClient : DocumentVisibility.Internal;
        var document = before is null
            ? StoredDocument.FirstEdition(SubjectRef.To(job), DocumentKinds.Attachment, file, job.ClientId, visibility, user.Name, now)
            : before.NextEdition(file, last + 1, user.Name, now);
        db.StoredDocuments.Add(document);
        var what = before is not null ? "JobFolders.AttachedEdition" : input.ShareWithClient ? "JobFolders.AttachedShared" : "JobFolders.Attached";
        db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, now, user, what, nameof(Job), job.Id, document.FileName, last + 1));

        // The bytes first, and the job only then: several files that come at once wait for each other no longer than that.
        await using var transaction = await db.BeginWriteAsync(ct);
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        if (await db.HoldUnmergedAsync(job.Id, Refusal.NotNow("JobFolders.IsMerged", job.Number), ct) is { } merged)
        {
            return merged;
        }

        await transaction.CommitAsync(ct);
        log.DocumentAttached(document.Id, document.Size, job.Id);
        return new Kept(document.Id, document.FileName);
    }

    private static async Task<CheckedFile> NamedApartAsync(PortalDbContext db, long jobId, CheckedFile file, CancellationToken ct)
    {
        var taken = await db.StoredDocuments.OfJob(jobId).Where(d => d.CurrentKey != null).Select(d => d.CurrentKey!).ToHashSetAsync(ct);
        var extension = Path.GetExtension(file.Name);
        var stem = Folding.Cut(file.Name[..^extension.Length], 120);
        var names = Enumerable.Range(2, taken.Count + 1).Select(n => $"{stem} ({n}){extension}");
        return file with { Name = names.Prepend(file.Name).First(n => !taken.Contains(StoredDocument.KeyOf(n))) };
    }
}
