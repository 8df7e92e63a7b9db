using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Banking;

/// <summary>What a person enters about a bank account; the form binds to it as it is.</summary>
public sealed record BankAccountFields
{
    public long LegalEntityId { get; set; }

    public string Name { get; set; } = "";

    public string Iban { get; set; } = "";

    public string Transit { get; set; } = "";

    public string Institution { get; set; } = "";

    public string Number { get; set; } = "";

    public string Currency { get; set; } = "";

    public long? GlAccountId { get; set; }

    public long? JournalId { get; set; }

    public bool IsActive { get; set; } = true;

    internal BankAccountFields Checked(FieldChecks checks)
    {
        var read = this with
        {
            Name = checks.Required(nameof(Name), Name),
            Iban = checks.Read(nameof(Iban), Iban, RegistrationChecks.Iban),
            Transit = checks.Read(nameof(Transit), Transit, t => Digits(t, 5, 5, "Banking.TransitForm")),
            Institution = checks.Read(nameof(Institution), Institution, t => Digits(t, 3, 3, "Banking.InstitutionForm")),
            Number = checks.Read(nameof(Number), Number, t => Digits(t, 5, 20, "Banking.NumberForm")),
            Currency = checks.Currency(nameof(Currency), Currency),
        };
        checks.RefuseIf(read.Iban.Length == 0 && (read.Transit.Length == 0 || read.Institution.Length == 0 || read.Number.Length == 0), nameof(Iban), Refusal.Invalid("Banking.NoNumber"));
        checks.RefuseIf(GlAccountId is null, nameof(GlAccountId), Refusal.Invalid("Common.Required"));
        checks.RefuseIf(JournalId is null, nameof(JournalId), Refusal.Invalid("Common.Required"));
        return read;
    }

    internal async Task CheckReferencesAsync(PortalDbContext db, long? id, FieldChecks checks, CancellationToken ct)
    {
        checks.RefuseIf(!await db.LegalEntities.AnyAsync(e => e.Id == LegalEntityId, ct), nameof(LegalEntityId), Refusal.Invalid("Catalog.UnknownEntity"));
        checks.RefuseIf(await db.BankAccounts.AnyAsync(a => a.LegalEntityId == LegalEntityId && a.Name == Name && a.Id != id, ct), nameof(Name), Refusal.Conflict("Banking.NameTaken", Name));
        checks.RefuseIf(Iban.Length > 0 && await db.BankAccounts.AnyAsync(a => a.Iban == Iban && a.Id != id, ct), nameof(Iban), Refusal.Conflict("Banking.IbanTaken", Iban));
        checks.RefuseIf(
            GlAccountId is { } account && !await db.GlAccounts.AnyAsync(a => a.Id == account && a.LegalEntityId == LegalEntityId && a.Kind == GlAccountKind.Bank, ct),
            nameof(GlAccountId), Refusal.Invalid("Banking.NoBankAccount"));
        checks.RefuseIf(
            JournalId is { } journal && !await db.Journals.AnyAsync(j => j.Id == journal && j.LegalEntityId == LegalEntityId, ct),
            nameof(JournalId), Refusal.Invalid("Companies.JournalOfOtherEntity"));
    }

    internal void ApplyTo(BankAccount account)
    {
        account.Name = Name;
        account.Iban = Iban;
        account.Transit = Transit;
        account.Institution = Institution;
        account.Number = Number;
        account.Currency = Currency;
        account.GlAccountId = GlAccountId!.Value;
        account.JournalId = JournalId!.Value;
        account.IsActive = IsActive;
    }

    internal static BankAccountFields Of(BankAccount account) => new()
    {
        LegalEntityId = account.LegalEntityId,
        Name = account.Name,
        Iban = account.Iban,
        Transit = account.Transit,
        Institution = account.Institution,
        Number = account.Number,
        Currency = account.Currency,
        GlAccountId = account.GlAccountId,
        JournalId = account.JournalId,
        IsActive = account.IsActive,
    };

    private static Result<string> Digits(string? typed, int least, int most, string code)
    {
        var digits = RegistrationChecks.Compact(typed);
        return digits.Length == 0 || (digits.Length >= least && digits.Length <= most && digits.All(char.IsAsciiDigit)) ? digits : Refusal.Invalid(code, digits);
    }
}
