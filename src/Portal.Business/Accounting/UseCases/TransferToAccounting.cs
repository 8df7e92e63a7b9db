using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting.UseCases;

/// <summary>
/// Hands queued entries over, oldest first, each with a save of its own. A crash between the hand-over and the save repeats it under
/// the same key, which the receiver takes once. One that fails waits and stops no other.
/// </summary>
public sealed partial class TransferToAccounting(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IAccountingGateway gateway, Steps steps, TimeProvider clock,
    ILogger<TransferToAccounting> log)
{
    private const int Most = 500;
    private const int Attempts = 5;

    public sealed record Summary(int HandedOver, int Failed);

    public async Task<Result<Summary>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingTransfer))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.AccountingTransfers.Where(t => t.NextAttemptAt <= now).OrderBy(t => t.NextAttemptAt).ThenBy(t => t.Id).Take(Most)
            .Select(t => new { t.Id, t.AccountingEntryId }).ToListAsync(ct);
        var (handedOver, failed) = (0, 0);
        foreach (var transfer in due)
        {
            var answer = await gateway.HandOverAsync(await ReadAsync(transfer.AccountingEntryId, ct), ct);
            steps.Reached("accounting.handed-over");
            await KeepAsync(transfer.Id, answer, ct);
            (handedOver, failed) = answer.Accepted ? (handedOver + 1, failed) : (handedOver, failed + 1);
        }

        return new Summary(handedOver, failed);
    }

    private async Task<JournalPiece> ReadAsync(long entryId, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var head = await (
            from e in db.AccountingEntries
            join t in db.AccountingTransfers on e.Id equals t.AccountingEntryId
            join j in db.Journals on e.JournalId equals j.Id
            join l in db.LegalEntities on e.LegalEntityId equals l.Id
            where e.Id == entryId
            select new { t.Key, Entity = l.Name, l.Language, j.Code, j.Name, e.BookedOn, e.Number, e.Label, e.Currency }).SingleAsync(ct);
        var lines = await (
            from l in db.Set<AccountingEntryLine>()
            join a in db.GlAccounts on l.GlAccountId equals a.Id
            where l.AccountingEntryId == entryId
            orderby l.Position
            select new
            {
                a.Number,
                a.Name,
                l.ClientId,
                ClientName = db.Clients.Where(c => c.Id == l.ClientId).Select(c => c.Name).FirstOrDefault(),
                l.Debit,
                l.Credit,
            }).ToListAsync(ct);
        return new JournalPiece(
            head.Key, head.Entity, head.Code, head.Name.In(head.Language), head.BookedOn, head.Number, head.Label, head.Currency,
            [.. lines.Select(l => new JournalPieceLine(l.Number, l.Name.In(head.Language), l.ClientId, l.ClientName ?? "", l.Debit, l.Credit))]);
    }

    /// <summary>Keeps the answer, on the invoice too. An invoice that somebody else changed meanwhile is read again.</summary>
    private async Task KeepAsync(long transferId, GatewayAnswer answer, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var db = contexts.CreateDbContext();
            var transfer = await db.AccountingTransfers.SingleAsync(t => t.Id == transferId, ct);
            if (transfer.State == AccountingState.HandedOver)
            {
                return;
            }

            var now = clock.GetUtcNow().UtcDateTime;
            if (answer.Accepted)
            {
                transfer.Succeed(answer.Text, now);
            }
            else
            {
                transfer.Fail(answer.Text, now);
            }

            var entry = await db.AccountingEntries.SingleAsync(e => e.Id == transfer.AccountingEntryId, ct);
            if (entry.Source is EntrySource.Invoice or EntrySource.CreditNote)
            {
                (await db.Invoices.SingleAsync(i => i.Id == entry.SourceId, ct)).HandOver(transfer.State);
            }

            if ((await db.TrySaveAsync(ct)).Succeeded)
            {
                LogTransfer(log, entry.Number, entry.Id, transfer.State);
                return;
            }
        }

        LogNotKept(log, transferId);
    }

    [LoggerMessage(LogLevel.Information, "Entry of {Number} ({EntryId}): {State}")]
    private static partial void LogTransfer(ILogger logger, string number, long entryId, AccountingState state);

    [LoggerMessage(LogLevel.Warning, "The answer to transfer {TransferId} could not be kept; it is tried again")]
    private static partial void LogNotKept(ILogger logger, long transferId);
}
