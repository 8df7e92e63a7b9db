namespace Portal.Business.Contracts.Billing;

/// <summary>What a run came to.</summary>
public sealed record BillingOutcome(int Invoices, int Issued, int Parked, int Failed)
{
    public IReadOnlyList<BilledInvoice> Made { get; init; } = [];

    /// <summary>Of those issued: with taxes that a person should look at.</summary>
    public int TaxToCheck { get; init; }

    public static BillingOutcome None { get; } = new(0, 0, 0, 0);

    public BillingOutcome And(BillingOutcome other) =>
        new(Invoices + other.Invoices, Issued + other.Issued, Parked + other.Parked, Failed + other.Failed) { Made = [.. Made, .. other.Made], TaxToCheck = TaxToCheck + other.TaxToCheck };
}

/// <param name="DatedOn">Its day of issue; of a proforma the date that it is to have.</param>
public sealed record BilledInvoice(long InvoiceId, string Number, bool IsIssued, DateOnly DatedOn, string ClientName, decimal Net, decimal Total, string Currency, bool IsCredit = false);
