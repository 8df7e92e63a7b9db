using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;

namespace Portal.Business.ClientPortal.UseCases;

/// <summary>Files of jobs of the user's clients that staff have shared with them, the newest first.</summary>
public sealed class ListOwnFiles(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Row(long DocumentId, string Name, int Size, DateTime AddedAt, string JobNumber, string JobName);

    public sealed record Listed(PortalCompany Company, Page<Row> Page);

    public async Task<Result<Listed>> RunAsync(PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await PortalCompany.LoadAsync(db, null, ct) is not { } company)
        {
            return Refusal.NotFound;
        }

        var files = db.StoredDocuments.AsNoTracking().Current().Where(d => d.SubjectType == nameof(Job) && d.Visibility == DocumentVisibility.SharedWithClient);
        var rows = await files.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Skip(page.Skip).Take(page.Take)
            .Join(db.Jobs, d => d.SubjectId, j => j.Id, (d, j) => new Row(d.Id, d.FileName, d.Size, d.CreatedAt, j.Number, j.Name)).ToListAsync(ct);
        return new Listed(company, new Page<Row>([.. rows.OrderByDescending(r => r.AddedAt).ThenByDescending(r => r.DocumentId)], await files.CountAsync(ct)));
    }
}
