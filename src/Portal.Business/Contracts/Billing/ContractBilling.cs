using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>
/// Bills one date of some contracts, all together where that succeeds. Where it is refused or breaks, each contract is billed by itself, so that one
/// never holds up the others. The unique index of <see cref="BilledPeriod"/> decides between two runs; who loses finds it billed.
/// </summary>
public sealed class ContractBilling(PortalDbContextFactory contexts, BillingTransaction transaction, TimeProvider clock, ILogger<ContractBilling> log)
{
    private const int Attempts = 2;

    /// <param name="entries">Those that share invoices all together.</param>
    internal async Task<BillingOutcome> BillAsync(
        ICurrentUser actor, long legalEntityId, DateOnly date, BillingDates dates, IReadOnlyList<BillingAgenda.Entry> entries, CancellationToken ct)
    {
        IReadOnlyList<long> all = [.. entries.Select(e => e.ContractId)];
        try
        {
            if (await transaction.TryAsync(actor, legalEntityId, date, dates, all, ct) is { Succeeded: true } billed)
            {
                return billed.Value;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.BillingTogetherFailed(e, all.Count, date);
        }

        var outcome = BillingOutcome.None;
        foreach (var unit in entries.GroupBy(e => e.SharesInvoices ? (e.PayerId, 0L) : (0L, e.ContractId)))
        {
            outcome = outcome.And(await BillAloneAsync(actor, legalEntityId, date, dates, [.. unit], ct));
        }

        return outcome;
    }

    private async Task<BillingOutcome> BillAloneAsync(
        ICurrentUser actor, long legalEntityId, DateOnly date, BillingDates dates, IReadOnlyList<BillingAgenda.Entry> entries, CancellationToken ct)
    {
        IReadOnlyList<long> ids = [.. entries.Select(e => e.ContractId)];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var billed = await transaction.TryAsync(actor, legalEntityId, date, dates, ids, ct);
                if (billed.Succeeded)
                {
                    return billed.Value;
                }

                if (billed.Refusal!.Code == PendingUndo.Refusal.Code)
                {
                    return BillingOutcome.None with { Waiting = [.. entries.Select(e => e.Contract)] };
                }

                // Somebody was faster, also where an invoice of a later day took a number meanwhile: seen again, it is another case.
                if (billed.Refusal.Kind != RefusalKind.Conflict && (attempt == Attempts || billed.Refusal.Code != NumberSeriesTaking.DateBeforeLast))
                {
                    await ParkAsync(actor, date, ids, billed.Refusals, ct);
                    return new BillingOutcome(0, 0, ids.Count, 0) { Left = [.. entries.Select(e => e.Contract)] };
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.BillingFailed(e, string.Join(", ", ids), date);
                if (attempt >= Attempts)
                {
                    // Not parked: what broke may be the database or the disk, and the next run tries again.
                    return new BillingOutcome(0, 0, 0, ids.Count);
                }
            }

            if (attempt >= Attempts)
            {
                return BillingOutcome.None;
            }
        }
    }

    /// <summary>The save itself was refused, for something that a person has to put right.</summary>
    private async Task ParkAsync(ICurrentUser actor, DateOnly date, IReadOnlyList<long> ids, IReadOnlyList<Refusal> reasons, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(actor);
        var parked = await db.ParkedBillings.Where(p => EF.Parameter(ids).Contains(p.ContractId) && p.InvoiceOn == date).ToListAsync(ct);
        foreach (var id in ids)
        {
            var one = parked.SingleOrDefault(p => p.ContractId == id);
            if (one is null)
            {
                db.ParkedBillings.Add(one = new ParkedBilling { ContractId = id, InvoiceOn = date, ParkedAt = clock.GetUtcNow().UtcDateTime });
            }

            one.Explain(reasons, null);
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            log.ParkingLost(string.Join(", ", ids), lost.Refusal!.Code);
        }
    }
}
