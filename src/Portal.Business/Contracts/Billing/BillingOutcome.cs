namespace Portal.Business.Contracts.Billing;

/// <summary>What a run came to.</summary>
public sealed record BillingOutcome(int Invoices, int Issued, int Parked, int Failed)
{
    public IReadOnlyList<BilledInvoice> Made { get; init; } = [];

    /// <summary>The contracts that were left to a person.</summary>
    public IReadOnlyList<BilledContract> Left { get; init; } = [];

    /// <summary>The contracts that are not billed before an indexation is taken back, their own or that of one that they share an invoice with.</summary>
    public IReadOnlyList<BilledContract> Waiting { get; init; } = [];

    /// <summary>Of those issued: with taxes that a person should look at.</summary>
    public int TaxToCheck { get; init; }

    public static BillingOutcome None { get; } = new(0, 0, 0, 0);

    public BillingOutcome And(BillingOutcome other) =>
        new(Invoices + other.Invoices, Issued + other.Issued, Parked + other.Parked, Failed + other.Failed)
        {
            Made = [.. Made, .. other.Made],
            Left = [.. Left, .. other.Left],
            Waiting = other.Waiting.Count == 0 ? Waiting : [.. Waiting.UnionBy(other.Waiting, c => c.Id)],
            TaxToCheck = TaxToCheck + other.TaxToCheck,
        };
}

/// <summary>A contract that was looked at, by its name.</summary>
public sealed record BilledContract(long Id, string Reference);

/// <param name="DatedOn">Its day of issue; of a proforma the date that it is to have.</param>
public sealed record BilledInvoice(long InvoiceId, string Number, bool IsIssued, DateOnly DatedOn, string ClientName, decimal Net, decimal Total, string Currency, bool IsCredit = false);
