using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Banking.Matching;

/// <summary>
/// Settles one line with a payment, in one transaction: the payment, the line and what is learned of the payer. The line's version and
/// the payment's key see to it that of two people at the same second one wins; the other reads who it was.
/// </summary>
public sealed class LineConfirmation(PortalDbContextFactory contexts, PaymentIntake intake, ICurrentUser user, TimeProvider clock)
{
    /// <param name="RecordedId">A payment that was there before; null makes one.</param>
    public sealed record Wish(long LineId, int Version, long PayerId, IReadOnlyList<Share> Shares, bool SendReceipt, long? RecordedId = null, IReadOnlyList<long>? WriteOffs = null);

    public sealed record Done(long PaymentId, string Number);

    public async Task<Result<Done>> RunAsync(Wish wish, CancellationToken ct)
    {
        var result = await TryAsync(wish, ct);
        if (result.Succeeded)
        {
            return result;
        }

        // Whatever the refusal says, that somebody else has settled the line explains it best.
        await using var db = contexts.CreateDbContext();
        var line = await db.BankLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == wish.LineId, ct);
        return line?.WhyDone() is { } done ? done
            : result.Refusal!.Kind == RefusalKind.Conflict && line?.Version == wish.Version ? await TryAsync(wish, ct)
            : result;
    }

    private async Task<Result<Done>> TryAsync(Wish wish, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.BeginWriteAsync(ct);
        var line = await db.BankLines.SingleOrDefaultAsync(l => l.Id == wish.LineId, ct);
        if (line is null)
        {
            return Refusal.NotFound;
        }

        if (line.WhyDone() is { } done)
        {
            return done;
        }

        db.ExpectVersion(line, wish.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = wish.RecordedId is { } id ? await RecordedAsync(db, line, id, ct) : await MadeAsync(db, line, wish, ct);
        if (!found.TryGet(out var payment))
        {
            return Result<Done>.Refused(found.Refusals);
        }

        var matched = line.MatchPayment(payment.Id, made: wish.RecordedId is null, user, now);
        if (!matched.Succeeded)
        {
            return Result<Done>.Refused(matched.Refusals);
        }

        await LearnAsync(db, line, payment.ClientId, now, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<Done>.Refused(saved.Refusals);
        }

        await transaction.CommitAsync(ct);
        return new Done(payment.Id, payment.Number);
    }

    private async Task<Result<Payment>> MadeAsync(PortalDbContext db, BankLine line, Wish wish, CancellationToken ct)
    {
        if (!line.IsCredit)
        {
            return Refusal.Invalid("Banking.NotACredit");
        }

        var account = await db.BankAccounts.AsNoTracking().SingleAsync(a => a.Id == line.BankAccountId, ct);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == line.LegalEntityId, ct);
        var today = entity.Today(clock);
        var reference = new[] { line.CreditorReference, line.EndToEndId, line.BankReference }.FirstOrDefault(r => r.Length > 0) ?? "";
        var payment = new NewPayment(
            line.LegalEntityId, wish.PayerId, PaymentMethod.Transfer, line.Amount, line.Currency, line.BookedOn > today ? today : line.BookedOn, reference,
            line.Label, wish.Shares, line.OnceKey, account.Books, wish.WriteOffs);
        return await intake.AddAsync(db, payment, user, wish.SendReceipt, ct);
    }

    private static async Task<Result<Payment>> RecordedAsync(PortalDbContext db, BankLine line, long paymentId, CancellationToken ct)
    {
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == paymentId, ct);
        return payment is null ? Refusal.NotFound
            : payment.State != PaymentState.Recorded ? Refusal.NotNow("Payments.IsReversed", payment.Number)
            : payment.LegalEntityId != line.LegalEntityId || payment.Currency != line.Currency || payment.Amount != line.Amount ? Refusal.Invalid("Banking.OtherPayment", payment.Number)
            : payment;
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
