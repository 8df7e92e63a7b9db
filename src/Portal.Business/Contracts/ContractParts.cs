using Portal.Business.Batches;
using Portal.Business.Common;

namespace Portal.Business.Contracts;

/// <summary>A year of a contract that has begun. A unique index allows each number once.</summary>
public sealed class ContractPeriod : Entity, IAuditedPart
{
    private ContractPeriod()
    {
    }

    public ContractPeriod(long contractId, ContractYear year)
    {
        ContractId = contractId;
        (Number, From, To) = year;
    }

    public long ContractId { get; private set; }

    /// <summary>1 for the first.</summary>
    public int Number { get; private set; }

    public DateOnly From { get; private set; }

    /// <summary>The last day.</summary>
    public DateOnly To { get; private set; }

    /// <summary>When what was billed in it was corrected by what was visited, or nothing had to be.</summary>
    [NotAudited]
    public DateTime? RevisedAt { get; private set; }

    public ContractKind Kind => Number == 1 ? ContractKind.New : ContractKind.Renewal;

    /// <summary>Of other days, it is to be looked at again.</summary>
    internal void Fit(ContractYear year)
    {
        if ((year.From, year.To) != (From, To))
        {
            (From, To, RevisedAt) = (year.From, year.To, null);
        }
    }

    /// <param name="at">Null: the revision is to be made again.</param>
    public void Revise(DateTime? at) => RevisedAt = at;
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

/// <summary>Something that the billing run left to a person, with the reason. One at a time per contract and date.</summary>
public sealed class ParkedBilling : Entity, IVersioned, IAudited
{
    public required long ContractId { get; init; }

    public required DateOnly InvoiceOn { get; init; }

    /// <summary>The code of the first of the <see cref="Reasons"/>.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Everything that stood in the way, to be read in the reader's language.</summary>
    public IReadOnlyList<StoredRefusal> Reasons { get; private set; } = [];

    /// <summary>What would be billed, before tax.</summary>
    public decimal? Net { get; private set; }

    public required DateTime ParkedAt { get; init; }

    /// <summary>A person looked at it and lets it pass the limits.</summary>
    public DateTime? ReleasedAt { get; private set; }

    public long? ReleasedById { get; private set; }

    public int Version { get; private set; }

    /// <summary>What <see cref="BillingLimit"/> and the limits of a contract hold back.</summary>
    public static IReadOnlyList<string> LimitCodes { get; } = ["Contracts.ChangeTooLarge", "Contracts.TooManyInvoices", "Contracts.TooManyInvoicesOfPayer"];

    /// <summary>What stands in the way of the rest of a date is known once a run looks at it; nobody can let it pass before.</summary>
    private const string RestCode = "Contracts.RestIsLookedAt";

    /// <summary>What a person may let pass: limits, and what may be meant so; everything else has to be put right.</summary>
    public static IReadOnlyList<string> PassableCodes { get; } = [.. LimitCodes, "Contracts.OverlapsBilled", "Contracts.RevisionToCredit"];

    public bool IsReleased => ReleasedAt is not null;

    public bool CanPass => Reasons.All(r => PassableCodes.Contains(r.Code));

    public void Explain(IReadOnlyList<Refusal> reasons, decimal? net)
    {
        var kept = reasons.Select(StoredRefusal.Of).ToList();
        if (kept.Count != Reasons.Count || kept.Zip(Reasons).Any(p => p.First.Code != p.Second.Code || !p.First.Args.SequenceEqual(p.Second.Args)))
        {
            (Code, Reasons) = (reasons[0].Code, kept);
        }

        Net = net;
    }

    /// <summary>A person decided about a part of the date: what was said of all of it need not hold of the rest.</summary>
    /// <param name="net">What still waits, before tax.</param>
    public void Leave(decimal net, string currency)
    {
        Explain([Refusal.NotNow(RestCode, (net, currency))], net);
        (ReleasedById, ReleasedAt) = (null, null);
    }

    public void Release(long? userId, DateTime now) => (ReleasedById, ReleasedAt) = (userId, now);
}

/// <summary>
/// What a billing run may do without a person, besides what each contract says: of one client, or, without a client, of every client of a
/// company. Null: no limit.
/// </summary>
public sealed class BillingLimit : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    public long? ClientId { get; init; }

    /// <summary>By how much a contract's period may cost more or less than the one before; 10 means 10 %.</summary>
    public decimal? LargestChangePercent { get; private set; }

    /// <summary>How many invoices of contracts one payer may get that are dated on one day.</summary>
    public int? MostInvoicesPerDay { get; private set; }

    public int Version { get; private set; }

    public Result Set(decimal? largestChangePercent, int? mostInvoicesPerDay)
    {
        if (largestChangePercent is < 0 or > 1000)
        {
            return Refusal.Invalid("Contracts.LimitOutOfRange").On(nameof(LargestChangePercent));
        }

        if (mostInvoicesPerDay is < 1)
        {
            return Refusal.Invalid("Contracts.LimitOutOfRange").On(nameof(MostInvoicesPerDay));
        }

        (LargestChangePercent, MostInvoicesPerDay) = (largestChangePercent, mostInvoicesPerDay);
        return Result.Done;
    }
}
