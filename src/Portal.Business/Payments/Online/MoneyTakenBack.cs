using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Payments.Online;

/// <summary>
/// A provider says that money of a payment was taken back. A payment that was charged back in full is reversed, so that its invoices are open again; where that can't
/// be, and for whatever else, a person decides. Each is told once to the company: on the timeline, by mail, and under "needs attention".
/// </summary>
public sealed partial class MoneyTakenBack(
    DbContextOptions<PortalDbContext> options, PaymentUndoing undoing, TakenBackMail mail, TimeProvider clock, ILogger<MoneyTakenBack> log)
{
    private const int Attempts = 6;

    /// <summary>Anything but success makes the provider say it again later.</summary>
    public async Task<Result> ApplyAsync(IPaymentProvider provider, ProviderNotice notice, CancellationToken ct)
    {
        var owner = notice.OnlinePaymentId is { } named ? named : await provider.OwnerAsync(notice.Taken!.PaymentReference, ct);
        if (!owner.TryGet(out var id))
        {
            return Result.Refused(owner.Refusals);
        }

        var done = await Again.WhileInConflictAsync(() => TryAsync(provider.Name, id, notice, reverses: true, ct), Attempts);
        if (done.Succeeded || done.Refusal == Early)
        {
            return done;
        }

        LogNotReversed(log, id, done.Refusal!.Code);
        return await Again.WhileInConflictAsync(() => TryAsync(provider.Name, id, notice, reverses: false, ct), Attempts);
    }

    /// <summary>The message that it was paid has not come yet.</summary>
    private static Refusal Early { get; } = Refusal.NotNow("Payments.ProviderDown");

    /// <param name="reverses">False: only tells, so that a person reverses it.</param>
    private async Task<Result> TryAsync(string provider, long id, ProviderNotice notice, bool reverses, CancellationToken ct)
    {
        // The provider acts here, not a person: rights were checked by its signature.
        await using var db = new PortalDbContext(options, SystemUser.Instance, clock);
        await using var transaction = await db.BeginWriteAsync(ct);
        var online = await db.OnlinePayments.AsNoTracking().Where(p => p.Id == id && p.Provider == provider).Select(p => new { p.PaymentId }).SingleOrDefaultAsync(ct);
        if (online is null)
        {
            LogStranger(log, provider, notice.Kind, notice.EventId);
            return Result.Done;
        }

        if (await db.ProviderEvents.AnyAsync(e => e.Provider == provider && e.EventId == notice.EventId, ct))
        {
            return Result.Done;
        }

        if (online.PaymentId is not { } paymentId)
        {
            return Early;
        }

        db.ProviderEvents.Add(new ProviderEvent(provider, notice.EventId, notice.Kind, id, clock.GetUtcNow().UtcDateTime, notice.Taken));
        var payment = await db.Payments.Include(p => p.Allocations).SingleAsync(p => p.Id == paymentId, ct);
        if (await IsNewsAsync(db, payment, notice.Taken!, ct) && await TellAsync(db, payment, notice.Taken!, reverses, ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
            LogApplied(log, id, notice.Taken!.Kind, payment.State);
        }

        return saved;
    }

    /// <summary>What a person has booked before, or a first message of the same told, is none.</summary>
    private static async Task<bool> IsNewsAsync(PortalDbContext db, Payment payment, TakenBack taken, CancellationToken ct) => taken.Kind switch
    {
        TakenBackKind.ChargedBack or TakenBackKind.Questioned => payment.State == PaymentState.Recorded,
        TakenBackKind.Refunded => payment.State == PaymentState.Recorded && await RefundedToTheCardAsync(db, payment.Id, ct) < taken.Amount,
        _ => true,
    };

    /// <summary>As recorded here. What was given back by cheque or transfer went another way than what the provider tells of.</summary>
    private static async Task<decimal> RefundedToTheCardAsync(PortalDbContext db, long paymentId, CancellationToken ct) =>
        await db.RefundShares.Where(s => s.PaymentId == paymentId && db.Refunds.Any(r => r.Id == s.RefundId && r.ReversedOn == null && r.Method == PaymentMethod.Online))
            .SumAsync(s => (decimal?)s.Amount, ct) ?? 0;

    private async Task<Result> TellAsync(PortalDbContext db, Payment payment, TakenBack taken, bool reverses, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var key = TakenBackMail.KeyOf(payment, taken);
        if (await db.OutgoingMessages.AnyAsync(m => m.DedupeKey == key, ct))
        {
            return Result.Done;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == payment.LegalEntityId, ct);
        var ids = payment.Allocations.Where(a => !a.IsUndone).Select(a => a.InvoiceId).ToList();
        var invoices = await db.Invoices.Where(i => ids.Contains(i.Id)).OrderBy(i => i.Number).ToListAsync(ct);
        if (reverses && taken.Kind == TakenBackKind.ChargedBack && taken.Amount >= payment.Amount && taken.Currency == payment.Currency)
        {
            var day = PeriodLock.FirstOpenDay(entity, entity.DayOf(now));
            var undone = await undoing.ReverseAsync(db, payment, ReasonOf(entity, taken), SystemUser.Instance, ct, new PaymentUndoing.ByTheBank(day, 0));
            if (!undone.Succeeded)
            {
                return undone;
            }
        }

        payment.NeedsAttention(taken.Kind.ToString());
        PaymentIntake.Tell(
            db, payment, invoices, SystemUser.Instance, now, TimelineOf(taken.Kind), numbers => [payment.Number, (taken.Amount, taken.Currency), numbers]);
        await mail.QueueAsync(db, payment, entity, taken, [.. invoices.Select(i => i.DisplayNumber)], ct);
        return Result.Done;
    }

    private static string TimelineOf(TakenBackKind kind) => kind == TakenBackKind.Refunded ? "Payments.RefundedAtProvider" : $"Payments.{kind}";

    private static string ReasonOf(LegalEntity entity, TakenBack taken)
    {
        var word = new string([.. taken.Reason.Replace('_', ' ').Where(c => char.IsAsciiLetter(c) || c == ' ').Take(60)]);
        return TextsIn.Get<PaymentsText>(entity.Language, word.Length > 0 ? "ReversalByProviderBecause" : "ReversalByProvider", word);
    }

    [LoggerMessage(LogLevel.Information, "Online payment {OnlinePaymentId}: {Kind}; its payment is {State}")]
    private static partial void LogApplied(ILogger logger, long onlinePaymentId, TakenBackKind kind, PaymentState state);

    [LoggerMessage(LogLevel.Warning, "Online payment {OnlinePaymentId} was charged back and could not be reversed: {Reason}")]
    private static partial void LogNotReversed(ILogger logger, long onlinePaymentId, string reason);

    [LoggerMessage(LogLevel.Information, "{Provider} reports {Kind} ({EventId}), which is about no payment of ours")]
    private static partial void LogStranger(ILogger logger, string provider, string kind, string eventId);
}
