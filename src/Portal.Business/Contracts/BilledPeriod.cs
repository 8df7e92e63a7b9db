using Portal.Business.Common;

namespace Portal.Business.Contracts;

public enum BilledKind
{
    Period,
    Visit,
    Charge,
    Revision,
}

/// <summary>What was billed of a contract, and where its amount comes from.</summary>
public interface IBilled
{
    long ContractId { get; }

    /// <summary>The line; of a one-off charge, the charge.</summary>
    long LineId { get; }

    BilledKind Kind { get; }

    /// <summary>What of the line: the first day of the period, the visit, the number of the contract's period of twelve months.</summary>
    string Key { get; }

    /// <summary>The first day that is billed.</summary>
    DateOnly From { get; }

    DateOnly To { get; }

    /// <summary>Before tax.</summary>
    decimal Net { get; }

    /// <summary>Where the amount comes from, as it was computed.</summary>
    BilledBasis Basis { get; }
}

/// <summary>
/// That something of a contract is settled: it stands on an invoice, or a person decided that it is never billed. The unique index over contract line,
/// kind and key is what makes it once: whoever comes second is refused by the database, whatever crashed or ran twice. What opens the period
/// again removes it and leaves a <see cref="FreedPeriod"/>.
/// </summary>
public sealed class BilledPeriod : Entity, IAuditedPart, IBilled
{
    public required long ContractId { get; init; }

    public required long LineId { get; init; }

    public required BilledKind Kind { get; init; }

    public required string Key { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>The date of its invoice as computed.</summary>
    public required DateOnly InvoiceOn { get; init; }

    /// <summary>The date that the billing run wanted on the invoice.</summary>
    public required DateOnly DatedOn { get; init; }

    /// <summary>Of the annual quantity; four decimals.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>What it costs, also where it was skipped.</summary>
    public required decimal Net { get; init; }

    /// <summary>Null: it was skipped.</summary>
    public long? InvoiceId { get; init; }

    public long? InvoiceLineId { get; init; }

    public required BilledBasis Basis { get; init; }

    /// <summary>Why a person decided that it is not billed; empty where it is.</summary>
    public string SkipReason { get; init; } = "";

    public DateTime? SkippedAt { get; init; }

    public string SkippedByName { get; init; } = "";

    public bool IsSkipped => InvoiceId is null;

    public static string KeyOf(DateOnly from) => from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

public enum FreedBecause
{
    /// <summary>A credit note that credits the line in full says so.</summary>
    Credited,

    /// <summary>The line was removed from the proforma.</summary>
    LineRemoved,
    ProformaDeleted,
}

/// <summary>
/// What an invoice line had billed of a contract until it was opened again: kept, so that the invoice and its credit note still say where their
/// amounts come from. It makes nothing billable or not; that is <see cref="BilledPeriod"/> alone.
/// </summary>
public sealed class FreedPeriod : Entity, IAuditedPart, IBilled
{
    public required long ContractId { get; init; }

    public required long LineId { get; init; }

    public required BilledKind Kind { get; init; }

    public required string Key { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required decimal Net { get; init; }

    public required BilledBasis Basis { get; init; }

    /// <summary>The invoice that had billed it; null where that was a proforma and is deleted.</summary>
    public long? InvoiceId { get; init; }

    public required string InvoiceNumber { get; init; }

    public required long InvoiceLineId { get; init; }

    public required FreedBecause Because { get; init; }

    public long? CreditNoteId { get; init; }

    public required DateTime FreedAt { get; init; }

    public required string FreedByName { get; init; }

    public static FreedPeriod Of(BilledPeriod billed, Invoicing.Invoice invoice, FreedBecause because, long? creditNoteId, ICurrentUser user, DateTime now) => new()
    {
        ContractId = billed.ContractId,
        LineId = billed.LineId,
        Kind = billed.Kind,
        Key = billed.Key,
        From = billed.From,
        To = billed.To,
        Net = billed.Net,
        Basis = billed.Basis,
        InvoiceId = because == FreedBecause.ProformaDeleted ? null : invoice.Id,
        InvoiceNumber = invoice.DisplayNumber,
        InvoiceLineId = billed.InvoiceLineId!.Value,
        Because = because,
        CreditNoteId = creditNoteId,
        FreedAt = now,
        FreedByName = user.Name,
    };
}

/// <summary>The explanation of a billed amount.</summary>
/// <param name="ContractVersion">Version of the contract when it was billed.</param>
/// <param name="CreditNotes">Of a revision in the client's favour: all that it made, one for each invoice that is credited.</param>
public sealed record BilledBasis(
    int ContractVersion, decimal AnnualQuantity, decimal UnitPrice, decimal DiscountPercent, PeriodAmount? Amount, long? IndexationId = null, string Note = "",
    IReadOnlyList<long>? CreditNotes = null);
