using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Payments.Online;

/// <summary>Who told what became of an online payment.</summary>
public enum ConclusionSource
{
    Webhook,
    ReturnPage,
    Check,
}

/// <summary>
/// Applies what a provider says about an online payment. Webhook, return page and check may come together, twice, late or in any
/// order: the first success makes the payment, and the version of the online payment, the unique event and the unique key of the
/// payment refuse every other. Money that has come is always booked: while the books are locked through today, on the next open day.
/// </summary>
public sealed partial class OnlineConclusion(
    DbContextOptions<PortalDbContext> options, PaymentIntake intake, TimeProvider clock, ILogger<OnlineConclusion> log)
{
    private const int Attempts = 6;

    /// <param name="notice">The event, when a webhook tells.</param>
    public async Task<Result> ApplyAsync(
        long onlinePaymentId, string reference, CheckoutState said, ConclusionSource source, ProviderNotice? notice, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(onlinePaymentId, reference, said, source, notice, ct);
            if (result.Succeeded || attempt == Attempts
                || result.Refusals.All(r => r.Kind != RefusalKind.Conflict && r.Code is not ("Invoicing.MoreThanBalance" or "Invoicing.NothingToPay" or PeriodLock.Code)))
            {
                return result;
            }

            LogLostRace(log, onlinePaymentId, source, attempt);
        }
    }

    private async Task<Result> TryAsync(
        long onlinePaymentId, string reference, CheckoutState said, ConclusionSource source, ProviderNotice? notice, CancellationToken ct)
    {
        // The provider acts here, not a person: rights were checked by its signature, or by the use case that asked it.
        await using var db = new PortalDbContext(options, SystemUser.Instance, clock);
        await using var transaction = await db.BeginWriteAsync(ct);
        var online = await db.OnlinePayments.Include(p => p.Shares).SingleOrDefaultAsync(p => p.Id == onlinePaymentId, ct);
        if (online is null)
        {
            return Refusal.NotFound;
        }

        if (notice is not null)
        {
            if (await db.ProviderEvents.AnyAsync(e => e.Provider == online.Provider && e.EventId == notice.EventId, ct))
            {
                return Result.Done;
            }

            db.ProviderEvents.Add(new ProviderEvent(online.Provider, notice.EventId, notice.Kind, online.Id, clock.GetUtcNow().UtcDateTime));
        }

        if (said.Outcome == CheckoutOutcome.Succeeded && online.State != OnlinePaymentState.Succeeded)
        {
            var paid = await PayAsync(db, online, reference, said, ct);
            if (!paid.Succeeded)
            {
                return paid;
            }
        }
        else
        {
            Note(online, said.Outcome, source);
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
            LogApplied(log, onlinePaymentId, source, said.Outcome, online.State);
        }

        return saved;
    }

    private async Task<Result> PayAsync(PortalDbContext db, OnlinePayment online, string reference, CheckoutState said, CancellationToken ct)
    {
        var shares = await SharesAsync(db, online, said, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == online.LegalEntityId, ct);
        var today = entity.Today(clock);
        var day = PeriodLock.FirstOpenDay(entity, today);
        var received = new NewPayment(
            online.LegalEntityId, online.ClientId, PaymentMethod.Online, said.Amount, said.Currency, day, reference, "",
            shares, $"online:{online.Id}");
        var added = await intake.AddAsync(db, received, OnlinePayer.Of(online), sendReceipt: true, ct);
        if (!added.TryGet(out var payment))
        {
            return Result.Refused(added.Refusals);
        }

        if (payment.Unallocated > 0)
        {
            payment.NeedsAttention(Payment.MoreThanOwed);
        }
        else if (day > today)
        {
            payment.NeedsAttention(Payment.AfterLock);
        }

        online.Succeed(payment.Id, reference, clock.GetUtcNow().UtcDateTime);
        return Result.Done;
    }

    /// <summary>What was paid, for the invoices it was paid for, the oldest first: what one owes no more goes to none.</summary>
    private static async Task<IReadOnlyList<Share>> SharesAsync(PortalDbContext db, OnlinePayment online, CheckoutState said, CancellationToken ct)
    {
        var ids = online.Shares.Select(s => s.InvoiceId).ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id)).OrderBy(InvoiceDue.Next).ThenBy(i => i.Id).ToListAsync(ct);
        var left = said.Currency == online.Currency ? said.Amount : 0;
        var shares = new List<Share>();
        foreach (var invoice in invoices)
        {
            // One invoice takes what was paid for it; of several, each takes its part.
            var most = invoices.Count == 1 ? left : Math.Min(left, online.Shares.Single(s => s.InvoiceId == invoice.Id).Amount);
            if (Math.Min(invoice.Payable, most) is > 0 and var share)
            {
                shares.Add(new Share(invoice.Id, share));
                left -= share;
            }
        }

        return shares;
    }

    private void Note(OnlinePayment online, CheckoutOutcome outcome, ConclusionSource source)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        switch (outcome)
        {
            case CheckoutOutcome.Refused:
                online.End(OnlinePaymentState.Refused, now);
                break;
            case CheckoutOutcome.Abandoned:
                online.End(OnlinePaymentState.Abandoned, now);
                break;
            case CheckoutOutcome.Processing:
                online.Process(now);
                if (source == ConclusionSource.Check)
                {
                    online.NotConcluded(known: true, now);
                }

                break;
            case CheckoutOutcome.Unknown when source == ConclusionSource.ReturnPage:
                online.LoseSight();
                break;
            case CheckoutOutcome.Pending or CheckoutOutcome.Unknown when source == ConclusionSource.Check:
                online.NotConcluded(outcome == CheckoutOutcome.Pending, now);
                break;
            default:
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "Online payment {OnlinePaymentId}: {Source} says {Outcome}, it is {State}")]
    private static partial void LogApplied(
        ILogger logger, long onlinePaymentId, ConclusionSource source, CheckoutOutcome outcome, OnlinePaymentState state);

    [LoggerMessage(LogLevel.Information, "Online payment {OnlinePaymentId}: {Source} lost a race, attempt {Attempt}")]
    private static partial void LogLostRace(ILogger logger, long onlinePaymentId, ConclusionSource source, int attempt);
}
