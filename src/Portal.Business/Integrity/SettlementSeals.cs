using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;

namespace Portal.Business.Integrity;

/// <summary>Refunds in the chain.</summary>
public sealed class RefundSeals : SettlementSeals<Refund>
{
    public override SealedKind Kind => SealedKind.Refund;

    public static void Add(PortalDbContext db, Refund refund) => Add(db, SealedKind.Refund, refund, refund.RefundedOn, text => Write(text, refund));

    protected override IQueryable<Refund> WithParts(IQueryable<Refund> settlements) => settlements.Include(r => r.Shares);

    protected override void Describe(SealText text, Refund refund) => Write(text, refund);

    private static void Write(SealText text, Refund refund)
    {
        DescribeHead(text, refund);
        text.Add("method", refund.Method);
        text.Add("refunded-on", refund.RefundedOn);
        text.Add("bank-account", refund.BankGlAccountId);
        text.Add("bank-journal", refund.BankJournalId);
        text.Add("reference", refund.Reference);
        text.Add("note", refund.Note);
        text.Add("once-key", refund.OnceKey);
        foreach (var (share, n) in refund.Shares.OrderBy(s => s.Id).Select((s, i) => (s, i + 1)))
        {
            text.Add($"share.{n}.payment", share.PaymentId);
            text.Add($"share.{n}.client", share.ClientId);
            text.Add($"share.{n}.amount", share.Amount);
            text.Add($"share.{n}.book-amount", share.BookAmount == share.Amount ? null : share.BookAmount);
        }

        text.AddBook(refund.ExchangeRate, refund.ExchangeRateOn, refund.BookAmount);
    }
}

/// <summary>Write-offs in the chain.</summary>
public sealed class WriteOffSeals : SettlementSeals<WriteOff>
{
    public override SealedKind Kind => SealedKind.WriteOff;

    public static void Add(PortalDbContext db, WriteOff writeOff) => Add(db, SealedKind.WriteOff, writeOff, writeOff.WrittenOffOn, text => Write(text, writeOff));

    protected override void Describe(SealText text, WriteOff writeOff) => Write(text, writeOff);

    private static void Write(SealText text, WriteOff writeOff)
    {
        DescribeHead(text, writeOff);
        text.Add("invoice", writeOff.InvoiceId);
        text.Add("payment", writeOff.PaymentId);
        text.Add("account", writeOff.GlAccountId);
        text.Add("journal", writeOff.JournalId);
        text.Add("written-off-on", writeOff.WrittenOffOn);
        text.Add("reason", writeOff.Reason);
        text.Add("book-amount", writeOff.BookAmount == writeOff.Amount ? null : writeOff.BookAmount);
    }
}

/// <summary>What settles and can be taken back, in the chain as it was made.</summary>
public abstract class SettlementSeals<T> : ISealSource
    where T : Common.Entity, ISettlement
{
    public abstract SealedKind Kind { get; }

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct) =>
        (await WithParts(db.Set<T>().AsNoTracking()).Where(s => ids.Contains(s.Id)).ToListAsync(ct)).ToDictionary(s => s.Id, s => SealText.Of(text => Describe(text, s)));

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId)
    {
        var kind = Kind;
        return db.Set<T>().Where(s => s.LegalEntityId == legalEntityId && !db.SealedRecords.Any(r => r.Kind == kind && r.SubjectId == s.Id))
            .OrderBy(s => s.Id).Select(s => new Unsealed(s.Id, s.Number));
    }

    protected virtual IQueryable<T> WithParts(IQueryable<T> settlements) => settlements;

    protected abstract void Describe(SealText text, T settlement);

    protected static void Add(PortalDbContext db, SealedKind kind, T settlement, DateOnly day, Action<SealText> describe) =>
        db.Seal(kind, settlement.LegalEntityId, settlement.Id, settlement.Number, day, settlement.Amount, settlement.Currency, describe);

    protected static void DescribeHead(SealText text, T settlement)
    {
        text.Add("legal-entity", settlement.LegalEntityId);
        text.Add("number", settlement.Number);
        text.Add("client", settlement.ClientId);
        text.Add("amount", settlement.Amount);
        text.Add("currency", settlement.Currency);
        text.Add("recorded-at", settlement.CreatedAt);
    }
}

/// <summary>Payments, refunds, write-offs, releases and fees that were taken back, apart from themselves: one text for all of them.</summary>
public sealed class ReversalSeals<T>(SealedKind kind) : ISealSource
    where T : Common.Entity, ISettlement
{
    public SealedKind Kind => kind;

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct) =>
        (await db.Set<T>().AsNoTracking().Where(s => ids.Contains(s.Id) && s.ReversedOn != null).ToListAsync(ct))
            .ToDictionary(s => s.Id, s => SealText.Of(text => ReversalSeals.Describe(text, s)));

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId) =>
        db.Set<T>().Where(s => s.LegalEntityId == legalEntityId && s.ReversedOn != null && !db.SealedRecords.Any(r => r.Kind == kind && r.SubjectId == s.Id))
            .OrderBy(s => s.Id).Select(s => new Unsealed(s.Id, s.Number));
}

public static class ReversalSeals
{
    /// <summary>Seals what was just reversed.</summary>
    public static void Add(PortalDbContext db, Payment payment) => Add(db, SealedKind.PaymentReversal, payment, payment.Id);

    public static void Add(PortalDbContext db, Refund refund) => Add(db, SealedKind.RefundReversal, refund, refund.Id);

    public static void Add(PortalDbContext db, WriteOff writeOff) => Add(db, SealedKind.WriteOffReversal, writeOff, writeOff.Id);

    public static void Add(PortalDbContext db, RetentionRelease release) => Add(db, SealedKind.RetentionReversal, release, release.Id);

    public static void Add(PortalDbContext db, ChargebackFee fee) => Add(db, SealedKind.ChargebackFeeReversal, fee, fee.Id);

    internal static void Describe(SealText text, ISettlement settlement)
    {
        text.Add("number", settlement.Number);
        text.Add("amount", settlement.Amount);
        text.Add("currency", settlement.Currency);
        text.Add("reversed-on", settlement.ReversedOn);
        text.Add("reversed-at", settlement.ReversedAt);
        text.Add("reason", settlement.ReversalReason);
        if (settlement is Payment { ReversalFee: not 0 } payment)
        {
            text.Add("fee", payment.ReversalFee);
        }

        if (settlement is RetentionRelease release)
        {
            text.Add("due-on", release.DueAgainOn);
            text.Add("held-until", release.HeldAgainUntil);
        }
    }

    private static void Add(PortalDbContext db, SealedKind kind, ISettlement settlement, long id) => db.Seal(
        kind, settlement.LegalEntityId, id, settlement.Number, settlement.ReversedOn ?? throw new InvalidOperationException($"{settlement.Number} is not reversed."),
        settlement.Amount, settlement.Currency, text => Describe(text, settlement));
}
