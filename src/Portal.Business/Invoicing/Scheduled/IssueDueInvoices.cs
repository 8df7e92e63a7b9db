using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Scheduling;

namespace Portal.Business.Invoicing.Scheduled;

/// <summary>
/// Issues the proformas whose planned day has come in their legal entity's time zone, and queues their messages in the same
/// transaction. Safe at any frequency and on several nodes: the loser of a race finds the invoice issued. One that can't be issued is
/// marked for a person, and the others go on; where what stands in its way passes or is mended elsewhere (<see cref="MendingPlaces"/>: locked books, a missing rate or account, a deposit to come, an address) it is
/// tried again, after those that never were. Work of a job that is closed or cancelled is left to a person.
/// </summary>
public sealed partial class IssueDueInvoices(
    PortalDbContextFactory contexts, InvoiceIssuing issuing, IOptions<SchedulingOptions> options, TimeProvider clock, ILogger<IssueDueInvoices> log)
{
    /// <param name="QuoteId">Only the invoices of this quote: right after they were made.</param>
    /// <param name="AsOf">As if it were this day everywhere, which may be to come only where <see cref="SchedulingOptions.MayRunAhead"/>; null takes each legal entity's today.</param>
    public sealed record Input(long? QuoteId = null, DateOnly? AsOf = null);

    /// <summary>It passes by itself, or is mended elsewhere than on the invoice.</summary>
    private static bool Passes(Refusal refusal) => MendingPlaces.Of(refusal.Code) != MendingPlace.Document;

    /// <param name="TaxToCheck">Of those issued: with taxes that a person should look at.</param>
    public sealed record Outcome(int Issued, int NeedAttention, int TaxToCheck = 0);

    public async Task<Result<Outcome>> RunAsync(Input input, CancellationToken ct)
    {
        if (input.AsOf is { } day && !options.Value.MayRunAhead && await IsToComeAsync(day, ct))
        {
            return Refusal.Invalid("Invoicing.IssueDateInFuture");
        }

        var actor = SystemUser.Instance;
        var (issued, attention, doubted) = (0, 0, 0);
        foreach (var (id, send, ofFinishedJob) in await FindDueAsync(input, ct))
        {
            try
            {
                if (ofFinishedJob)
                {
                    attention++;
                    await MarkAsync(id, Invoice.JobFinished, ct);
                    continue;
                }

                await using var db = contexts.CreateFor(actor);
                var result = await issuing.IssueAsync(db, actor, id, input.AsOf, send, version: null, ct);
                if (result.Succeeded)
                {
                    issued++;
                    doubted += db.Invoices.Local.Any(i => i.Id == id && i.TaxDoubt) ? 1 : 0;
                }
                else if (result.Refusal!.Kind is not (RefusalKind.Conflict or RefusalKind.NotFound))
                {
                    attention++;
                    if (await MarkAsync(id, result.Refusals.All(Passes) ? Invoice.WaitsToIssue : Invoice.NotIssuable, ct))
                    {
                        LogRefused(log, id, string.Join(", ", result.Refusals.Select(r => r.Code)));
                    }
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Not marked: what broke may be the database or the disk, and the next run tries again.
                attention++;
                LogFailed(log, e, id);
            }
        }

        return new Outcome(issued, attention, doubted);
    }

    /// <summary>
    /// Right after a quote's proformas were made: they stand whatever happens here, and what could not be issued now is issued by the
    /// scheduler.
    /// </summary>
    internal async Task TryForQuoteAsync(long quoteId, CancellationToken ct)
    {
        try
        {
            await RunAsync(new Input(quoteId), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogLeft(log, e, quoteId);
        }
    }

    /// <summary>A series that has a number of a day to come can number nothing until then.</summary>
    private async Task<bool> IsToComeAsync(DateOnly day, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        return (await db.LegalEntities.AsNoTracking().ToListAsync(ct)).Exists(e => day > e.Today(clock));
    }

    /// <summary>Each is dated when its turn comes: a long run may pass midnight, and the series does not go back to yesterday.</summary>
    private async Task<List<(long Id, bool Send, bool OfFinishedJob)>> FindDueAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var due = new List<(long, bool, bool)>();
        var finished = db.Jobs.Finished();
        foreach (var entity in await db.LegalEntities.AsNoTracking().ToListAsync(ct))
        {
            var today = input.AsOf ?? entity.Today(clock);
            var found = await db.Invoices.AsNoTracking()
                .Where(i => i.LegalEntityId == entity.Id && i.PlannedOn <= today && i.Number == null && (i.Attention == null || i.Attention != Invoice.NotIssuable)
                    && (i.Status == InvoiceStatus.ProformaInPreparation || i.Status == InvoiceStatus.ProformaSent)
                    && (input.QuoteId == null || i.QuoteId == input.QuoteId))
                .OrderBy(i => i.Attention == Invoice.WaitsToIssue ? 1 : 0).ThenBy(i => i.PlannedOn).ThenBy(i => i.Id)
                .Select(i => new { i.Id, i.SendWhenIssued, OfFinishedJob = finished.Any(j => j.Id == i.JobId) && !i.Lines.Any(l => l.ContractId != null) })
                .ToListAsync(ct);
            due.AddRange(found.Select(f => (f.Id, f.SendWhenIssued, f.OfFinishedJob)));
        }

        return due;
    }

    /// <summary>False where that is known already: the invoice stays as whoever has it open saw it.</summary>
    private async Task<bool> MarkAsync(long invoiceId, string attention, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        if (await db.Invoices.SingleOrDefaultAsync(i => i.Id == invoiceId && i.Number == null && i.Attention != attention, ct) is not { } invoice)
        {
            return false;
        }

        invoice.NeedsAttention(attention);
        return (await db.TrySaveAsync(ct)).Succeeded;
    }

    [LoggerMessage(LogLevel.Error, "Invoice {InvoiceId} is due; issuing it failed, the next run tries again")]
    private static partial void LogFailed(ILogger logger, Exception e, long invoiceId);

    [LoggerMessage(LogLevel.Error, "The due invoices of quote {QuoteId} are left to the scheduler")]
    private static partial void LogLeft(ILogger logger, Exception e, long quoteId);

    [LoggerMessage(LogLevel.Warning, "Invoice {InvoiceId} was due but could not be issued: {Reasons}")]
    private static partial void LogRefused(ILogger logger, long invoiceId, string reasons);
}
