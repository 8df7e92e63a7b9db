using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Accounting.UseCases;

/// <summary>The file with which an entry was handed over, as it stands in the folder.</summary>
public sealed class ReadJournalFile(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IOptions<AccountingOptions> options)
{
    public async Task<Result<DocumentFile>> RunAsync(long entryId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var key = await db.AccountingTransfers.Where(t => t.AccountingEntryId == entryId).Select(t => t.Key).SingleOrDefaultAsync(ct);
        if (key is null)
        {
            return Refusal.NotFound;
        }

        var name = JournalFolder.FileNameOf(key);
        var path = Path.Combine(options.Value.Folder, name);
        return File.Exists(path)
            ? new DocumentFile(name, "text/csv", await File.ReadAllBytesAsync(path, ct))
            : Refusal.NotNow("Accounting.FileIsGone", name);
    }
}
