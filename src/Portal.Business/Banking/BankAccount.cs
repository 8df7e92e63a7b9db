using Portal.Business.Banking.Reading;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Payments;

namespace Portal.Business.Banking;

/// <summary>An account of one of our companies at a bank: its statements are imported, and money that arrives there is booked to its GL account.</summary>
public sealed class BankAccount : Entity, IVersioned, IAudited
{
    public required long LegalEntityId { get; init; }

    /// <summary>What we call it ("Compte courant").</summary>
    public required string Name { get; set; }

    /// <summary>Empty where the country has none.</summary>
    public string Iban { get; set; } = "";

    /// <summary>Canada: five digits of the branch.</summary>
    public string Transit { get; set; } = "";

    /// <summary>Canada: three digits of the bank.</summary>
    public string Institution { get; set; } = "";

    /// <summary>Account number within the branch.</summary>
    public string Number { get; set; } = "";

    public required string Currency { get; set; }

    public required long GlAccountId { get; set; }

    public required long JournalId { get; set; }

    /// <summary>How its CSV files are read; null until the first was.</summary>
    [NotAudited]
    public CsvMapping? Mapping { get; set; }

    public bool IsActive { get; set; } = true;

    public int Version { get; private set; }

    public BankBooks Books => new(GlAccountId, JournalId);

    /// <summary>Whether a statement that names its account so is of this one: the IBAN, or the digits with or without branch and bank.</summary>
    public bool IsNamed(string typed)
    {
        var name = RegistrationChecks.Compact(typed);
        return name.Length > 0 && (name == Iban || (Number.Length > 0
            && (name == Number || name == Transit + Number || name == Institution + Transit + Number || name == Transit + Institution + Number)));
    }

    /// <summary>The number as people know it: "FR76 3000 …", "00021-815-1234567".</summary>
    public string Display => Iban.Length > 0 ? string.Join(' ', Iban.Chunk(4).Select(c => new string(c))) : $"{Transit}-{Institution}-{Number}";
}
