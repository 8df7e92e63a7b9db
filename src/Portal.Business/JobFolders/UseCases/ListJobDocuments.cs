using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>A page of a job's documents that count, newest first; or the editions of one of them.</summary>
public sealed class ListJobDocuments(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="EditionsOf">Null lists the documents; else the editions of this one, the newest first.</param>
    public sealed record Input(long JobId, PageRequest Page, long? EditionsOf = null);

    /// <param name="Edition">1 is the first.</param>
    /// <param name="IsCurrent">Of the editions of a document, the one that counts.</param>
    public sealed record Row(long Id, string Name, string ContentType, int Size, DateTime AddedAt, string AddedBy, bool IsShared, int Edition, bool IsCurrent);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var all = db.StoredDocuments.AsNoTracking().OfJob(input.JobId);
        var documents = input.EditionsOf is { } one
            ? all.Where(d => d.RemovedAt == null && d.ThreadId != null && all.Any(o => o.Id == one && o.ThreadId == d.ThreadId))
            : all.Current();
        var total = await documents.CountAsync(ct);
        var rows = await documents.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(d => new Row(
                d.Id, d.FileName, d.ContentType, d.Size, d.CreatedAt, d.AddedBy, d.Visibility == DocumentVisibility.SharedWithClient, d.Edition ?? 1, d.CurrentKey != null))
            .ToListAsync(ct);
        return new Page<Row>(rows, total);
    }
}
