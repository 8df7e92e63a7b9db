using Portal.Business.Banking.Reading;
using Portal.Business.Common;

namespace Portal.Business.Banking;

/// <summary>One statement of a bank account as it was imported. Its lines are those that no earlier import had brought.</summary>
public sealed class BankStatement : Entity, IAudited
{
    private BankStatement()
    {
    }

    public BankStatement(BankAccount account, ReadStatement read, string key, string fileName, ICurrentUser by, DateTime now)
    {
        BankAccountId = account.Id;
        LegalEntityId = account.LegalEntityId;
        Key = key;
        Reference = Folding.Cut(read.Reference, Data.Lengths.Name);
        FileName = Folding.Cut(fileName, Data.Lengths.Name);
        FirstOn = read.FirstOn;
        LastOn = read.LastOn;
        Opening = read.Opening;
        Closing = read.Closing;
        Difference = read.Difference;
        Currency = account.Currency;
        ImportedAt = now;
        ImportedBy = by.Name;
    }

    public long BankAccountId { get; private set; }

    public long LegalEntityId { get; private set; }

    /// <summary>Names the content: an import that was stopped and is run again goes on with the same statement.</summary>
    [NotAudited]
    public string Key { get; private set; } = "";

    /// <summary>The bank's name for it; empty for a CSV file.</summary>
    public string Reference { get; private set; } = "";

    public string FileName { get; private set; } = "";

    public DateOnly FirstOn { get; private set; }

    public DateOnly LastOn { get; private set; }

    public decimal? Opening { get; private set; }

    public decimal? Closing { get; private set; }

    /// <summary>Closing − opening − lines: zero where the statement is whole, null where it names no balances.</summary>
    public decimal? Difference { get; private set; }

    public string Currency { get; private set; } = "";

    public DateTime ImportedAt { get; private set; }

    public string ImportedBy { get; private set; } = "";
}
