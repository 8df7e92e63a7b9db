using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking.Matching;

/// <summary>
/// Settles one line with a payment or several, in one transaction: the payments, the line and what is learned of the payer.
/// </summary>
public sealed class LineConfirmation(LineSettling settling, PaymentIntake intake, ICurrentUser user, TimeProvider clock)
{
    /// <param name="RecordedIds">Payments that were there before; none makes one.</param>
    public sealed record Wish(
        long LineId, int Version, long PayerId, IReadOnlyList<Share> Shares, bool SendReceipt, IReadOnlyList<long>? RecordedIds = null, IReadOnlyList<long>? WriteOffs = null);

    /// <param name="PaymentId">The first of them.</param>
    /// <param name="Number">Of all of them.</param>
    public sealed record Done(long PaymentId, string Number);

    public Task<Result<Done>> RunAsync(Wish wish, CancellationToken ct) => settling.SettleAsync(wish.LineId, wish.Version, (db, line, cancel) => SettleAsync(db, line, wish, cancel), ct);

    private async Task<Result<Done>> SettleAsync(PortalDbContext db, BankLine line, Wish wish, CancellationToken ct)
    {
        if (line.WhyDone() is { } done)
        {
            return done;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var made = wish.RecordedIds is not { Count: > 0 };
        var found = made ? await MadeAsync(db, line, wish, ct) : await RecordedAsync(db, line, wish.RecordedIds!, ct);
        if (!found.TryGet(out var payments))
        {
            return Result<Done>.Refused(found.Refusals);
        }

        if (!made)
        {
            // Whoever takes one of them back at this moment has read that no line is matched to it.
            payments.ToList().ForEach(db.Touch);
        }

        var matched = line.MatchPayments([.. payments.Select(p => p.Id)], made, user, now);
        if (!matched.Succeeded)
        {
            return Result<Done>.Refused(matched.Refusals);
        }

        if (payments.Select(p => p.ClientId).Distinct().Count() == 1)
        {
            await LearnAsync(db, line, payments[0].ClientId, now, ct);
        }

        return new Done(payments[0].Id, string.Join(", ", payments.Select(p => p.Number)));
    }

    private async Task<Result<IReadOnlyList<Payment>>> MadeAsync(PortalDbContext db, BankLine line, Wish wish, CancellationToken ct)
    {
        if (!line.IsCredit)
        {
            return Refusal.Invalid("Banking.NotACredit");
        }

        var account = await db.BankAccounts.AsNoTracking().SingleAsync(a => a.Id == line.BankAccountId, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == line.LegalEntityId, ct);
        var today = entity.Today(clock);
        var reference = new[] { line.CreditorReference, line.EndToEndId, line.BankReference }.FirstOrDefault(r => r.Length > 0) ?? "";
        var received = new NewPayment(
            line.LegalEntityId, wish.PayerId, PaymentMethod.Transfer, line.Amount, line.Currency, line.BookedOn > today ? today : line.BookedOn, reference,
            line.Label, wish.Shares, line.OnceKey, account.Books, wish.WriteOffs);
        var added = await intake.AddAsync(db, received, user, wish.SendReceipt, ct);
        return added.TryGet(out var payment) ? new[] { payment } : Result<IReadOnlyList<Payment>>.Refused(added.Refusals);
    }

    /// <summary>All of them, of the company and currency of the line, and together its amount.</summary>
    private static async Task<Result<IReadOnlyList<Payment>>> RecordedAsync(PortalDbContext db, BankLine line, IReadOnlyList<long> paymentIds, CancellationToken ct)
    {
        var payments = await db.Payments.Where(p => paymentIds.Contains(p.Id)).OrderBy(p => p.ReceivedOn).ThenBy(p => p.Id).ToListAsync(ct);
        return payments.Count != paymentIds.Count ? Refusal.NotFound
            : payments.Find(p => p.State != PaymentState.Recorded) is { } reversed ? Refusal.NotNow("Payments.IsReversed", reversed.Number)
            : payments.Find(p => p.LegalEntityId != line.LegalEntityId || p.Currency != line.Currency) is { } other ? Refusal.Invalid("Banking.OtherPayment", other.Number)
            : payments.Sum(p => p.Amount) != line.Amount ? Refusal.Invalid("Banking.OtherPayment", string.Join(", ", payments.Select(p => p.Number)))
            : payments;
    }

    private static async Task LearnAsync(PortalDbContext db, BankLine line, long clientId, DateTime now, CancellationToken ct)
    {
        var keys = KnownPayer.KeysOf(line).ToList();
        var known = await db.KnownPayers.Where(p => p.LegalEntityId == line.LegalEntityId && keys.Contains(p.Key)).ToListAsync(ct);
        foreach (var key in keys)
        {
            if (known.Find(p => p.Key == key) is { } payer)
            {
                payer.SeeAgain(clientId, now);
            }
            else
            {
                db.KnownPayers.Add(new KnownPayer(line.LegalEntityId, key, clientId, now));
            }
        }
    }
}
