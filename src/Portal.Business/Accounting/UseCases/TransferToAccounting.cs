using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting.UseCases;

/// <summary>
/// Numbers new entries, then hands the queued ones over in the form of their legal entity, oldest first, each with a save of its own. A crash between the hand-over and the save repeats it under
/// the same key, which the receiver takes once. One that fails waits and stops no other.
/// </summary>
public sealed partial class TransferToAccounting(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IEnumerable<IAccountingGateway> gateways, Steps steps, TimeProvider clock,
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
        if (await EntryNumbering.ValidateAsync(db, now, Most, ct) is { Succeeded: false } lost)
        {
            LogNotNumbered(log, lost.Refusal!.Code);
        }

        var due = await db.AccountingTransfers.Where(t => t.NextAttemptAt <= now && t.EntryNumber != null).OrderBy(t => t.NextAttemptAt).ThenBy(t => t.Id).Take(Most)
            .Select(t => new { t.Id, t.AccountingEntryId, Form = db.LegalEntities.Where(l => db.AccountingEntries.Any(e => e.Id == t.AccountingEntryId && e.LegalEntityId == l.Id)).Select(l => l.HandOver).First() })
            .ToListAsync(ct);
        var (handedOver, failed) = (0, 0);
        foreach (var transfer in due)
        {
            var answer = await HandOverAsync(transfer.AccountingEntryId, transfer.Form, ct);
            steps.Reached("accounting.handed-over");
            await KeepAsync(transfer.Id, transfer.Form, answer, ct);
            (handedOver, failed) = answer.Accepted ? (handedOver + 1, failed) : (handedOver, failed + 1);
        }

        return new Summary(handedOver, failed);
    }

    /// <summary>What breaks on one entry is its answer: the others are handed over all the same.</summary>
    private async Task<GatewayAnswer> HandOverAsync(long entryId, HandOverForm form, CancellationToken ct)
    {
        try
        {
            return await gateways.Single(g => g.Form == form).HandOverAsync(await ReadAsync(entryId, ct), ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogBroken(log, e, entryId);
            return new GatewayAnswer(false, e.Message);
        }
    }

    private async Task<JournalPiece> ReadAsync(long entryId, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking()
            .SingleAsync(l => db.AccountingEntries.Any(e => e.Id == entryId && e.LegalEntityId == l.Id), ct);
        return (await JournalPieces.ReadAsync(db, entity, [entryId], ct))[0];
    }

    /// <summary>Keeps the answer, on the invoice too. An invoice that somebody else changed meanwhile is read again.</summary>
    private async Task KeepAsync(long transferId, HandOverForm form, GatewayAnswer answer, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var db = contexts.CreateDbContext();
            var transfer = await db.AccountingTransfers.SingleAsync(t => t.Id == transferId, ct);
            if (transfer.State == AccountingState.HandedOver)
            {
                return;
            }

            db.TransferAttempts.Add(transfer.Answered(form, answer.Accepted, answer.Text, clock.GetUtcNow().UtcDateTime));
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

    [LoggerMessage(LogLevel.Error, "Entry {EntryId} could not be handed over")]
    private static partial void LogBroken(ILogger logger, Exception exception, long entryId);

    [LoggerMessage(LogLevel.Information, "Entries were not numbered this time ({Reason}); the next run goes on")]
    private static partial void LogNotNumbered(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "The answer to transfer {TransferId} could not be kept; it is tried again")]
    private static partial void LogNotKept(ILogger logger, long transferId);
}
