namespace Portal.Business.Accounting.Gateways;

/// <summary>Where entries are handed over to, one for each form. The same key twice must be taken once.</summary>
public interface IAccountingGateway
{
    HandOverForm Form { get; }

    Task<GatewayAnswer> HandOverAsync(JournalPiece piece, CancellationToken ct);
}

/// <param name="Text">What the receiver said, or why it did not take it.</param>
public sealed record GatewayAnswer(bool Accepted, string Text);

/// <summary>An entry as other programs want it.</summary>
/// <param name="Key">Names the hand-over for ever: letters, digits and "-".</param>
/// <param name="EntryNumber">Of its fiscal year, without a gap in the order of validation; null before it is validated.</param>
/// <param name="DocumentCurrency">Where that is not <paramref name="Currency"/>, that of the books.</param>
/// <param name="ValidatedOn">The day from which nothing of it changes, in the legal entity's time zone.</param>
public sealed record JournalPiece(
    string Key, string LegalEntity, string JournalCode, string JournalName, DateOnly BookedOn, string Number, string Label, string Currency,
    long? EntryNumber, DateOnly? ValidatedOn, IReadOnlyList<JournalPieceLine> Lines, string? DocumentCurrency = null);

/// <param name="Letter">Of a line on a client's account; null where it is not settled, or nobody asked.</param>
/// <param name="InDocument">In <see cref="JournalPiece.DocumentCurrency"/>, debit positive; null where nothing of it moves.</param>
/// <param name="ClientId">Auxiliary account of receivables; null elsewhere.</param>
public sealed record JournalPieceLine(string Account, string AccountName, long? ClientId, string ClientName, decimal Debit, decimal Credit, Letter? Letter = null,
    decimal? InDocument = null);
