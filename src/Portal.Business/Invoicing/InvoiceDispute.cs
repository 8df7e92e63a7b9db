using Portal.Business.Common;

namespace Portal.Business.Invoicing;

/// <summary>The client contests it: it stays owed and stays in the books, but nobody is reminded of it until a person ends the dispute.</summary>
public sealed partial class Invoice
{
    public const int LongestDisputeReason = 500;

    /// <summary>The day the dispute was noted; null while there is none.</summary>
    public DateOnly? DisputedOn { get; private set; }

    public string DisputeReason { get; private set; } = "";

    public string DisputedBy { get; private set; } = "";

    public Result Dispute(string reason, string by, DateOnly day)
    {
        if (WhyNotDisputable() is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.Invalid("Common.Required").On("Reason");
        }

        if (reason.Trim().Length > LongestDisputeReason)
        {
            return Refusal.Invalid("Common.TooLong", "Reason", LongestDisputeReason).On("Reason");
        }

        (DisputedOn, DisputeReason, DisputedBy) = (day, reason.Trim(), by);
        return Result.Done;
    }

    public Result EndDispute()
    {
        if (DisputedOn is null)
        {
            return Refusal.Conflict("Invoicing.NotDisputed", DisplayNumber);
        }

        (DisputedOn, DisputeReason, DisputedBy) = (null, "", "");
        return Result.Done;
    }

    /// <summary>Why it can't be marked as disputed, null if it can.</summary>
    public Refusal? WhyNotDisputable() =>
        !IsIssued || Kind != InvoiceKind.Invoice ? Refusal.NotNow("Invoicing.NotDisputable", DisplayNumber)
        : DisputedOn is not null ? Refusal.Conflict("Invoicing.DisputedAlready", DisplayNumber)
        : Balance <= 0 ? Refusal.NotNow("Invoicing.NothingToDispute", DisplayNumber)
        : null;
}
