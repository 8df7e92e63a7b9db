using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Keeps a file in a job, for staff only or shared with the client.</summary>
public sealed class AttachJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<AttachJobDocument> log)
{
    public const string Kind = "attachment";

    public sealed record Input(long JobId, string FileName, byte[] Bytes, bool ShareWithClient = false);

    /// <summary>The stored document's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct) is not { } job)
        {
            return Refusal.NotFound;
        }

        var upload = Uploads.Check(input.FileName, input.Bytes);
        if (!upload.TryGet(out var file))
        {
            log.FileRefused(input.Bytes.Length, job.Id, upload.Refusal!.Code);
            return upload.Refusal!;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var document = StoredDocument.Uploaded(
            SubjectRef.To(job), Kind, file, job.ClientId, input.ShareWithClient ? DocumentVisibility.SharedWithClient : DocumentVisibility.Internal, now);
        db.StoredDocuments.Add(document);
        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, now, user, input.ShareWithClient ? "JobFolders.AttachedShared" : "JobFolders.Attached", nameof(Job), job.Id, document.FileName));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        log.DocumentAttached(document.Id, document.Size, job.Id);
        return document.Id;
    }
}
