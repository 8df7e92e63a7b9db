using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Accounting.Forms;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Accounting.UseCases;

/// <summary>The file with which an entry was handed over, as it stands in the folder.</summary>
public sealed class ReadJournalFile(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IEnumerable<IJournalFormat> formats, IOptions<AccountingOptions> options)
{
    public async Task<Result<DocumentFile>> RunAsync(long entryId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var transfer = await db.AccountingTransfers.Where(t => t.AccountingEntryId == entryId).Select(t => new { t.Key, t.Form }).SingleOrDefaultAsync(ct);
        if (transfer is null || formats.FirstOrDefault(f => f.Form == transfer.Form) is not { } format)
        {
            return Refusal.NotFound;
        }

        var name = transfer.Key + format.Extension;
        var path = Path.Combine(options.Value.Folder, name);
        return File.Exists(path)
            ? new DocumentFile(name, format.ContentType, await File.ReadAllBytesAsync(path, ct))
            : Refusal.NotNow("Accounting.FileIsGone", name);
    }
}
