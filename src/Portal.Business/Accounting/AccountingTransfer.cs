using Portal.Business.Common;
using Portal.Business.Invoicing;

namespace Portal.Business.Accounting;

/// <summary>The hand-over of one entry to the accounting software: queued in the save that books it, carried out later.</summary>
public sealed class AccountingTransfer : Entity, IVersioned, IAuditedPart
{
    /// <summary>After how long a failed attempt is repeated; after the last one a person decides.</summary>
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(24),
    ];

    private AccountingTransfer()
    {
    }

    public AccountingTransfer(AccountingEntry entry)
    {
        AccountingEntryId = entry.Id;
        LegalEntityId = entry.LegalEntityId;
        Key = $"{entry.BookedOn:yyyyMMdd}-{FileKey(entry.Number)}-{entry.Id}";
        NextAttemptAt = entry.CreatedAt;
    }

    public long AccountingEntryId { get; private set; }

    public long LegalEntityId { get; private set; }

    /// <summary>The year in which the fiscal year of the entry closes; null before it is validated.</summary>
    [NotAudited]
    public int? FiscalYear { get; private set; }

    /// <summary>Runs without a gap through the fiscal year, in the order of validation.</summary>
    [NotAudited]
    public long? EntryNumber { get; private set; }

    [NotAudited]
    public DateTime? ValidatedAt { get; private set; }

    /// <summary>The form of the last attempt; null before the first.</summary>
    [NotAudited]
    public HandOverForm? Form { get; private set; }

    /// <summary>Names the hand-over for ever, so that the receiver can tell a repetition: letters, digits and "-" only.</summary>
    public string Key { get; private set; } = "";

    public AccountingState State { get; private set; } = AccountingState.Queued;

    [NotAudited]
    public int Attempts { get; private set; }

    /// <summary>Null once handed over, or when only a person tries again.</summary>
    [NotAudited]
    public DateTime? NextAttemptAt { get; private set; }

    public DateTime? HandedOverAt { get; private set; }

    /// <summary>What the receiver said, or why it failed.</summary>
    public string Answer { get; private set; } = "";

    public int Version { get; private set; }

    /// <exception cref="InvalidOperationException">It has its number for ever.</exception>
    public void Validate(int fiscalYear, long number, DateTime now)
    {
        if (EntryNumber is not null)
        {
            throw new InvalidOperationException($"The entry has number {EntryNumber} already.");
        }

        (FiscalYear, EntryNumber, ValidatedAt) = (fiscalYear, number, now);
    }

    /// <summary>Keeps what the receiver said.</summary>
    public TransferAttempt Answered(HandOverForm form, bool accepted, string answer, DateTime now)
    {
        Form = form;
        if (accepted)
        {
            Succeed(answer, now);
        }
        else
        {
            Fail(answer, now);
        }

        return new TransferAttempt(Id, form, accepted, Answer, now);
    }

    public void Succeed(string answer, DateTime now)
    {
        Attempts++;
        State = AccountingState.HandedOver;
        Answer = Short(answer);
        HandedOverAt = now;
        NextAttemptAt = null;
    }

    public void Fail(string reason, DateTime now)
    {
        Attempts++;
        State = AccountingState.Failed;
        Answer = Short(reason);
        NextAttemptAt = Attempts <= Delays.Length ? now + Delays[Attempts - 1] : null;
    }

    /// <summary>A person asks for another attempt now.</summary>
    public Result Retry(DateTime now)
    {
        if (State == AccountingState.HandedOver)
        {
            return Refusal.NotNow("Accounting.AlreadyHandedOver");
        }

        State = AccountingState.Queued;
        Attempts = 0;
        NextAttemptAt = now;
        return Result.Done;
    }

    private static string Short(string text) => text.Length <= Data.Lengths.Text ? text : text[..Data.Lengths.Text];

    private static string FileKey(string number) => string.Concat(number.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
