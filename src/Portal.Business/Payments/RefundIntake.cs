using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.JobFolders;

namespace Portal.Business.Payments;

/// <summary>What giving money back does, wherever it is asked for. It works inside the caller's write transaction; the caller saves and commits.</summary>
public sealed class RefundIntake(TimeProvider clock)
{
    /// <summary>Taking the number first makes two refunds of one company follow each other; the credit read after it is the last word.</summary>
    public async Task<Result<Refund>> AddAsync(PortalDbContext db, NewRefund wish, ICurrentUser by, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == wish.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == wish.ClientId, ct);
        if (entity is null || client is null)
        {
            return Refusal.NotFound;
        }

        IReadOnlyList<Refusal> refusals =
            [.. wish.Check(entity, entity.Today(clock)), .. (await PeriodLock.RefusalsAsync(db, entity, wish.RefundedOn, ct)).Select(r => r.On(nameof(wish.RefundedOn)))];
        var converted = await ExchangeRates.FindAsync(db, entity, wish.Currency, wish.RefundedOn, ct);
        refusals = [.. refusals, .. converted.Refusals.Select(r => r.On(nameof(wish.RefundedOn))), .. wish.Currency == entity.Currency ? [] : ExchangeRates.MissingAccounts(entity)];
        if (refusals.Count > 0)
        {
            return Result<Refund>.Refused(refusals);
        }

        var number = await db.TakeNumberAsync(entity.Id, NumberedDocument.Refund, wish.RefundedOn, ct);
        if (!number.TryGet(out var taken))
        {
            return Result<Refund>.Refused(number.Refusals);
        }

        var credits = await db.Payments.Include(p => p.Allocations)
            .Where(p => p.ClientId == client.Id && p.LegalEntityId == entity.Id && p.Currency == wish.Currency && p.Unallocated > 0)
            .OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id).ToListAsync(ct);
        var available = credits.Sum(p => p.Unallocated);
        if (wish.Amount > available)
        {
            return Refusal.Invalid("Payments.MoreThanCredit", (available, wish.Currency)).On(nameof(wish.Amount));
        }

        var refund = new Refund(wish with { Conversion = converted.Value }, taken, now);
        var left = wish.Amount;
        foreach (var payment in credits.OrderByDescending(p => p.Id == wish.PaymentId))
        {
            var part = Math.Min(left, payment.Unallocated);
            if (part == 0)
            {
                break;
            }

            if (CreditSince(payment, entity) is var since && wish.RefundedOn < since)
            {
                return Refusal.Invalid("Payments.RefundedBeforeCredit", payment.Number, since).On(nameof(wish.RefundedOn));
            }

            refund.TakeFrom(payment, part);
            left -= part;
        }

        db.Refunds.Add(refund);
        AccountingEntries.AddForRefund(db, refund, entity, client.Name);
        RefundSeals.Add(db, refund);
        db.TimelineEntries.Add(new TimelineEntry(
            client.Id, null, now, by, "Payments.Refunded", nameof(Refund), refund.Id, refund.Number, (refund.Amount, refund.Currency)));
        return refund;
    }

    /// <summary>The day on which its credit was there: when the money came, or when the last invoice gave some of it back.</summary>
    private static DateOnly CreditSince(Payment payment, LegalEntity entity) =>
        payment.Allocations.Where(a => a.UndoneAt is not null).Select(a => entity.DayOf(a.UndoneAt!.Value)).Append(payment.ReceivedOn).Max();
}
