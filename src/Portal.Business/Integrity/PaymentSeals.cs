using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Payments;

namespace Portal.Business.Integrity;

/// <summary>Payments in the chain, with the hash of the stored receipt.</summary>
public sealed class PaymentSeals : ISealSource
{
    public SealedKind Kind => SealedKind.Payment;

    /// <summary>Seals a payment that was just recorded.</summary>
    /// <param name="receipt">As stored; null where none is.</param>
    public static void Add(PortalDbContext db, Payment payment, StoredDocument? receipt) => db.Seal(
        SealedKind.Payment, payment.LegalEntityId, payment.Id, payment.Number, payment.ReceivedOn, payment.Amount, payment.Currency,
        text => Describe(text, payment, receipt?.Sha256));

    public async Task<IReadOnlyDictionary<long, string>> ReadAsync(PortalDbContext db, IReadOnlyList<long> ids, CancellationToken ct)
    {
        var payments = await db.Payments.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(ct);
        var hashes = await StoredHashes.ReadAsync(db, nameof(Payment), DocumentKinds.Receipt, ids, ct);
        return payments.ToDictionary(p => p.Id, p => SealText.Of(text => Describe(text, p, hashes.GetValueOrDefault(p.Id))));
    }

    public IQueryable<Unsealed> Unsealed(PortalDbContext db, long legalEntityId) =>
        db.Payments.Where(p => p.LegalEntityId == legalEntityId && !db.SealedRecords.Any(r => r.Kind == SealedKind.Payment && r.SubjectId == p.Id))
            .OrderBy(p => p.Id).Select(p => new Unsealed(p.Id, p.Number));

    private static void Describe(SealText text, Payment payment, string? receipt)
    {
        text.Add("legal-entity", payment.LegalEntityId);
        text.Add("number", payment.Number);
        text.Add("client", payment.ClientId);
        text.Add("method", payment.Method);
        text.Add("amount", payment.Amount);
        text.Add("currency", payment.Currency);
        text.Add("received-on", payment.ReceivedOn);
        text.Add("bank-account", payment.BankGlAccountId);
        text.Add("bank-journal", payment.BankJournalId);
        text.Add("reference", payment.Reference);
        text.Add("note", payment.Note);
        text.Add("once-key", payment.OnceKey);
        text.Add("recorded-at", payment.CreatedAt);
        text.AddBook(payment.ExchangeRate, payment.ExchangeRateOn, payment.BookAmount);
        text.Add("receipt", receipt);
    }
}
