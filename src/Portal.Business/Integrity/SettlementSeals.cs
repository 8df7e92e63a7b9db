using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Payments;

namespace Portal.Business.Integrity;

/// <summary>Refunds in the chain, or their reversals.</summary>
public sealed class RefundSeals(bool reversals) : ISealSource
{
    public SealedKind Kind => KindOf(reversals);

    /// <summary>Seals a refund that was just recorded, or its reversal if it is reversed.</summary>
    public static void Add(PortalDbContext db, Refund refund) => db.Seal(
        KindOf(refund.IsReversed), refund.LegalEntityId, refund.Id, refund.Number, refund.ReversedOn ?? refund.RefundedOn, refund.Amount, refund.Currency,
        refund.IsReversed ? text => DescribeReversal(text, refund) : text => Describe(text, refund));

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct) =>
        (await db.Refunds.AsNoTracking().Where(r => ids.Contains(r.Id) && (!reversals || r.ReversedOn != null)).ToListAsync(ct))
            .ToDictionary(r => r.Id, r => SealText.Of(text => (reversals ? (Action<SealText, Refund>)DescribeReversal : Describe)(text, r)));

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId)
    {
        var kind = Kind;
        return db.Refunds.Where(r => r.LegalEntityId == legalEntityId && (!reversals || r.ReversedOn != null) && !db.SealedRecords.Any(s => s.Kind == kind && s.SubjectId == r.Id))
            .OrderBy(r => r.Id).Select(r => new Unsealed(r.Id, r.Number));
    }

    private static SealedKind KindOf(bool reversed) => reversed ? SealedKind.RefundReversal : SealedKind.Refund;

    private static void Describe(SealText text, Refund refund)
    {
        text.Add("legal-entity", refund.LegalEntityId);
        text.Add("number", refund.Number);
        text.Add("client", refund.ClientId);
        text.Add("method", refund.Method);
        text.Add("amount", refund.Amount);
        text.Add("currency", refund.Currency);
        text.Add("refunded-on", refund.RefundedOn);
        text.Add("reference", refund.Reference);
        text.Add("note", refund.Note);
        text.Add("once-key", refund.OnceKey);
        text.Add("recorded-at", refund.CreatedAt);
    }

    private static void DescribeReversal(SealText text, Refund refund)
    {
        text.Add("refund", refund.Id);
        text.Add("number", refund.Number);
        text.Add("amount", refund.Amount);
        text.Add("currency", refund.Currency);
        text.Add("reversed-on", refund.ReversedOn);
        text.Add("reversed-at", refund.ReversedAt);
        text.Add("reason", refund.ReversalReason);
    }
}

/// <summary>Write-offs in the chain, or their reversals.</summary>
public sealed class WriteOffSeals(bool reversals) : ISealSource
{
    public SealedKind Kind => KindOf(reversals);

    /// <summary>Seals a write-off that was just made, or its reversal if it is reversed.</summary>
    public static void Add(PortalDbContext db, WriteOff writeOff) => db.Seal(
        KindOf(writeOff.ReversedOn is not null), writeOff.LegalEntityId, writeOff.Id, writeOff.Number, writeOff.ReversedOn ?? writeOff.WrittenOffOn, writeOff.Amount, writeOff.Currency,
        writeOff.ReversedOn is not null ? text => DescribeReversal(text, writeOff) : text => Describe(text, writeOff));

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct) =>
        (await db.WriteOffs.AsNoTracking().Where(w => ids.Contains(w.Id) && (!reversals || w.ReversedOn != null)).ToListAsync(ct))
            .ToDictionary(w => w.Id, w => SealText.Of(text => (reversals ? (Action<SealText, WriteOff>)DescribeReversal : Describe)(text, w)));

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId)
    {
        var kind = Kind;
        return db.WriteOffs.Where(w => w.LegalEntityId == legalEntityId && (!reversals || w.ReversedOn != null) && !db.SealedRecords.Any(s => s.Kind == kind && s.SubjectId == w.Id))
            .OrderBy(w => w.Id).Select(w => new Unsealed(w.Id, w.Number));
    }

    private static SealedKind KindOf(bool reversed) => reversed ? SealedKind.WriteOffReversal : SealedKind.WriteOff;

    private static void Describe(SealText text, WriteOff writeOff)
    {
        text.Add("legal-entity", writeOff.LegalEntityId);
        text.Add("number", writeOff.Number);
        text.Add("client", writeOff.ClientId);
        text.Add("invoice", writeOff.InvoiceId);
        text.Add("payment", writeOff.PaymentId);
        text.Add("amount", writeOff.Amount);
        text.Add("currency", writeOff.Currency);
        text.Add("written-off-on", writeOff.WrittenOffOn);
        text.Add("reason", writeOff.Reason);
        text.Add("recorded-at", writeOff.CreatedAt);
    }

    private static void DescribeReversal(SealText text, WriteOff writeOff)
    {
        text.Add("write-off", writeOff.Id);
        text.Add("number", writeOff.Number);
        text.Add("amount", writeOff.Amount);
        text.Add("currency", writeOff.Currency);
        text.Add("reversed-on", writeOff.ReversedOn);
        text.Add("reversed-at", writeOff.ReversedAt);
        text.Add("reason", writeOff.ReversalReason);
    }
}
