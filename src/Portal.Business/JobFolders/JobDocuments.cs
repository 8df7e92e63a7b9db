using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders;

/// <summary>The files that people brought to a job.</summary>
internal static class JobDocuments
{
    /// <summary>Those that count: the current edition of each, and not the removed ones.</summary>
    public static IQueryable<StoredDocument> Current(this IQueryable<StoredDocument> documents) =>
        documents.Where(d => d.RemovedAt == null && (d.ThreadId == null || d.CurrentKey != null));

    public static IQueryable<StoredDocument> OfJob(this IQueryable<StoredDocument> documents, long jobId) =>
        documents.Where(d => d.SubjectType == nameof(Job) && d.SubjectId == jobId);

    /// <summary>A document that counts and its job, to be changed; refused where there is none.</summary>
    public static async Task<Result<(StoredDocument Document, Job Job)>> FindAsync(PortalDbContext db, long documentId, CancellationToken ct)
    {
        var document = await db.StoredDocuments.Where(d => d.SubjectType == nameof(Job)).Current().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        var job = document is null ? null : await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == document.SubjectId, ct);
        return document is null || job is null ? Refusal.NotFound : (document, job);
    }

    /// <summary>It and the editions before it.</summary>
    public static async Task<List<StoredDocument>> EditionsAsync(PortalDbContext db, StoredDocument document, CancellationToken ct) =>
        document.ThreadId is { } thread ? await db.StoredDocuments.Where(d => d.ThreadId == thread).OrderByDescending(d => d.Edition).ToListAsync(ct) : [document];
}
