using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting.UseCases;

/// <summary>A person asks for another hand-over of entries that failed; the scheduled work does it.</summary>
public sealed partial class RetryTransfer(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<RetryTransfer> log)
{
    public async Task<Result> RunAsync(IReadOnlyList<long> entryIds, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingTransfer))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var transfers = await db.AccountingTransfers.Where(t => entryIds.Contains(t.AccountingEntryId)).ToListAsync(ct);
        if (transfers.Count != entryIds.Distinct().Count())
        {
            return Refusal.NotFound;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var refusals = transfers.SelectMany(t => t.Retry(now).Refusals).Take(1).ToList();
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        var documents = await db.AccountingEntries
            .Where(e => entryIds.Contains(e.Id) && (e.Source == EntrySource.Invoice || e.Source == EntrySource.CreditNote)).Select(e => e.SourceId).ToListAsync(ct);
        foreach (var invoice in await db.Invoices.Where(i => documents.Contains(i.Id)).ToListAsync(ct))
        {
            invoice.HandOver(AccountingState.Queued);
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogRetried(log, transfers.Count);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "{Count} entries queued again for accounting")]
    private static partial void LogRetried(ILogger logger, int count);
}
