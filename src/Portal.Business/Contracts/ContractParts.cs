using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>Twelve months of a contract, counted from its start. A unique index allows each number once.</summary>
public sealed class ContractPeriod : Entity, IAuditedPart
{
    private ContractPeriod()
    {
    }

    public ContractPeriod(long contractId, int number, DateOnly from, DateOnly to)
    {
        ContractId = contractId;
        Number = number;
        (From, To) = (from, to);
    }

    public long ContractId { get; private set; }

    /// <summary>1 for the first.</summary>
    public int Number { get; private set; }

    public DateOnly From { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly To { get; private set; }

    public ContractKind Kind => Number == 1 ? ContractKind.New : ContractKind.Renewal;

    public void EndOn(DateOnly to) => To = to;
}

/// <summary>Days for which a contract rests.</summary>
public sealed class ContractPause : Entity, IAuditedPart
{
    private ContractPause()
    {
    }

    public ContractPause(long contractId, DateOnly from, string reason)
    {
        ContractId = contractId;
        From = from;
        Reason = reason;
    }

    public long ContractId { get; private set; }

    public DateOnly From { get; private set; }

    /// <summary>The last day; null: it still rests.</summary>
    public DateOnly? To { get; private set; }

    public string Reason { get; private set; } = "";

    internal void End(DateOnly to) => To = to;
}

/// <summary>Something that is charged once, with the invoices of its day.</summary>
public sealed class ContractCharge : Entity, IVersioned, IAuditedPart
{
    public long ContractId { get; init; }

    public required DateOnly ChargedOn { get; set; }

    public long? ProductId { get; set; }

    public required string Description { get; set; }

    public required decimal Quantity { get; set; }

    public string Unit { get; set; } = "";

    public required decimal UnitPrice { get; set; }

    public long? TaxCodeId { get; set; }

    public long? GlAccountId { get; set; }

    public decimal Net => Money.LineNet(Quantity, UnitPrice, 0);

    public int Version { get; private set; }
}

public enum BilledKind
{
    Period,
    Visit,
    Charge,
    Revision,
}

/// <summary>
/// That something of a contract is billed. The unique index over contract line, kind and key is what makes it once: whoever comes second
/// is refused by the database, whatever crashed or ran twice. A credit note that opens the period again removes it.
/// </summary>
public sealed class BilledPeriod : Entity, IAuditedPart
{
    public required long ContractId { get; init; }

    /// <summary>The line; of a one-off charge, the charge.</summary>
    public required long LineId { get; init; }

    public required BilledKind Kind { get; init; }

    /// <summary>What of the line: the first day of the period, the visit, the number of the contract's period of twelve months.</summary>
    public required string Key { get; init; }

    /// <summary>The first day that is billed.</summary>
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required DateOnly InvoiceOn { get; init; }

    /// <summary>Of the annual quantity; four decimals.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Before tax.</summary>
    public required decimal Net { get; init; }

    public required long InvoiceId { get; init; }

    public required long InvoiceLineId { get; init; }

    /// <summary>Where the amount comes from, as it was computed.</summary>
    public required BilledBasis Basis { get; init; }

    public static string KeyOf(DateOnly from) => from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The explanation of a billed amount.</summary>
/// <param name="ContractVersion">Version of the contract when it was billed.</param>
public sealed record BilledBasis(
    int ContractVersion, decimal AnnualQuantity, decimal UnitPrice, decimal DiscountPercent, PeriodAmount? Amount, long? IndexationId = null, string Note = "");

/// <summary>Something that the billing run left to a person, with the reason. One at a time per contract and date.</summary>
public sealed class ParkedBilling : Entity, IVersioned, IAudited
{
    public required long ContractId { get; init; }

    public required DateOnly InvoiceOn { get; init; }

    /// <summary>The refusal's code and its arguments, to be read in the reader's language.</summary>
    public required string Code { get; set; }

    public IReadOnlyList<string> Args { get; set; } = [];

    public decimal? Net { get; set; }

    public required DateTime ParkedAt { get; set; }

    /// <summary>A person looked at it and lets it pass the limits.</summary>
    public DateTime? ReleasedAt { get; private set; }

    public long? ReleasedById { get; private set; }

    public int Version { get; private set; }

    public void Release(long? userId, DateTime now) => (ReleasedById, ReleasedAt) = (userId, now);
}
