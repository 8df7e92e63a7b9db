namespace Portal.Business.Invoicing;

/// <summary>What a person has to look at. There is one such thing at a time; trouble with the mail hides taxes to check, and both a failed transfer, until it is over.</summary>
public sealed partial class Invoice
{
    public const string NoRecipient = "NoRecipient";

    /// <summary>Its message reached nobody.</summary>
    public const string MailRefused = "MailRefused";

    /// <summary>Its message reached some of its recipients only.</summary>
    public const string MailPartlyRefused = "MailPartlyRefused";

    /// <summary>It was due, and something is missing to issue it.</summary>
    public const string NotIssuable = "NotIssuable";

    /// <summary>It was due, and what keeps it from being issued passes: it is tried again until then.</summary>
    public const string WaitsToIssue = "WaitsToIssue";

    /// <summary>It was due, and its job is closed or cancelled: a person decides.</summary>
    public const string JobFinished = "JobFinished";

    /// <summary>It is overdue, and nobody sent it: clients are not reminded of what they never got.</summary>
    public const string NeverSent = "NeverSent";

    /// <summary>It was issued by itself, with taxes that a person should look at (<see cref="IssuingDoubts"/>).</summary>
    public const string TaxToCheck = "TaxToCheck";

    public const string TransferFailed = "TransferFailed";

    /// <summary>All of them, the most urgent first.</summary>
    public static IReadOnlyList<string> AttentionKeys { get; } = [NotIssuable, WaitsToIssue, JobFinished, NoRecipient, MailRefused, MailPartlyRefused, NeverSent, TaxToCheck, TransferFailed];

    public bool HasMailTrouble => Attention is NoRecipient or MailRefused or MailPartlyRefused or NeverSent;

    public void NeedsAttention(string? key) => Attention = key;

    /// <summary>It was changed: the scheduler may find it complete now. What its client did not get, they still have not got.</summary>
    /// <param name="isForOther">It is billed to somebody else, who may have an address.</param>
    public void TryToIssueAgain(bool isForOther)
    {
        if (Attention == NotIssuable || (isForOther && Attention == NoRecipient))
        {
            Attention = null;
        }
    }

    /// <summary>Whether the client got it matters no more; nor do its taxes, once all of it is credited.</summary>
    private void NoticeSettled()
    {
        if (Balance <= 0 && Attention == NeverSent)
        {
            EndMailTrouble();
        }

        if (Credited >= Total)
        {
            EndTaxDoubt();
        }
    }

    /// <summary>It was issued, and nobody was asked about its taxes before.</summary>
    public void DoubtTaxes() => (TaxDoubt, Attention) = (true, Attention ?? TaxToCheck);

    /// <summary>A person looked at its taxes.</summary>
    public void EndTaxDoubt()
    {
        TaxDoubt = false;
        if (Attention == TaxToCheck)
        {
            Attention = Remaining;
        }
    }

    /// <summary>A message was accepted, or a person dealt with the one that was not.</summary>
    public void EndMailTrouble()
    {
        if (HasMailTrouble)
        {
            Attention = Remaining;
        }
    }

    /// <summary>What is left to look at besides the mail.</summary>
    private string? Remaining => TaxDoubt ? TaxToCheck : Accounting == AccountingState.Failed ? TransferFailed : null;
}
