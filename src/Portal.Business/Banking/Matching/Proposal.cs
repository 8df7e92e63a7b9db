using Portal.Business.Payments;

namespace Portal.Business.Banking.Matching;

/// <summary>Why a line may be what is proposed.</summary>
public enum ProposalReason
{
    InvoiceNumber,
    StructuredReference,
    PurchaseOrder,
    PaymentReference,
    SameAmount,
    SumOfInvoices,
    Instalment,
    AllOpenInvoices,
    KnownIban,
    KnownName,
    SameName,
    OldestFirst,
    AlreadyRecorded,
    SumOfPayments,
}

/// <param name="Amount">Of the line, for this invoice.</param>
public sealed record ProposedShare(long InvoiceId, string Number, DateOnly DueOn, decimal Balance, decimal Amount);

/// <summary>What a line may be: a payment for invoices, or payments that are recorded already.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="IsCertain">May be confirmed together with others after a look at the list.</param>
/// <param name="Recorded">The payments that are there; none makes a new payment.</param>
public sealed record Proposal(
    long PayerId, string Payer, IReadOnlyList<ProposedShare> Shares, decimal Rest, int Score, bool IsCertain, IReadOnlyList<ProposalReason> Reasons, IReadOnlyList<ProposedRecord> Recorded)
{
    public IReadOnlyList<Share> AsShares => [.. Shares.Select(s => new Share(s.InvoiceId, s.Amount))];

    public IReadOnlyList<long> RecordedIds => [.. Recorded.Select(r => r.Id)];

    /// <summary>The same for the same outcome.</summary>
    public string Key => Recorded.Count > 0 ? $"r{string.Join(',', Recorded.Select(r => r.Id).Order())}" : $"{PayerId}:{string.Join(',', Shares.OrderBy(s => s.InvoiceId).Select(s => $"{s.InvoiceId}={s.Amount}"))}";
}

/// <param name="Payer">Who paid it; several payments of one deposit may be of several clients.</param>
public sealed record ProposedRecord(long Id, string Number, DateOnly On, decimal Amount, string Payer);
