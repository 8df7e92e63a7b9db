using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>What an administrator enters about a company of ours; forms bind to it as it is.</summary>
public sealed record LegalEntityFields
{
    private const int MostValidityDays = 730;

    public string Name { get; set; } = "";

    public string LegalName { get; set; } = "";

    public string LegalForm { get; set; } = "";

    public decimal? ShareCapital { get; set; }

    public Address Address { get; set; } = Address.Empty;

    public string Phone { get; set; } = "";

    public string Email { get; set; } = "";

    public string Website { get; set; } = "";

    public RegistrationNumbers Numbers { get; set; } = RegistrationNumbers.None;

    public string TradeRegister { get; set; } = "";

    public string Currency { get; set; } = "CAD";

    public string TimeZone { get; set; } = "America/Toronto";

    public string Language { get; set; } = "fr-CA";

    public PaperFormat Paper { get; set; }

    public string Color { get; set; } = "#1f5fa8";

    public BankDetails Bank { get; set; } = BankDetails.None;

    public int FiscalYearStartMonth { get; set; } = 1;

    public bool InvoicesAtApproval { get; set; } = true;

    public int QuoteValidityDays { get; set; } = 30;

    public bool VatOnDebits { get; set; }

    public long? DefaultPaymentTermsId { get; set; }

    public long? ReceivableAccountId { get; set; }

    public long? BankAccountId { get; set; }

    public long? DepositAccountId { get; set; }

    public long? RetentionAccountId { get; set; }

    public long? BankFeeAccountId { get; set; }

    public long? ExchangeLossAccountId { get; set; }

    public long? ExchangeGainAccountId { get; set; }

    public long? SalesJournalId { get; set; }

    public long? BankJournalId { get; set; }

    public HandOverForm HandOver { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>Money, time, language and paper as companies of the country have them; what is not known of another country stays as it is.</summary>
    public void TakeUsualOf(string country) => (Currency, TimeZone, Language, Paper) = country switch
    {
        "CA" => ("CAD", "America/Toronto", "fr-CA", PaperFormat.Letter),
        "FR" => ("EUR", "Europe/Paris", "fr-FR", PaperFormat.A4),
        _ => (Currency, TimeZone, Language, Paper),
    };

    internal LegalEntityFields Checked(FieldChecks checks)
    {
        checks.RefuseIf(ShareCapital is < 0 or > Money.LargestAmount, nameof(ShareCapital), Refusal.Invalid("Companies.AmountRange"));
        checks.RefuseIf(QuoteValidityDays is < 1 or > MostValidityDays, nameof(QuoteValidityDays), Refusal.Invalid("Companies.ValidityRange", MostValidityDays));
        checks.RefuseIf(FiscalYearStartMonth is < 1 or > 12, nameof(FiscalYearStartMonth), Refusal.Invalid("Companies.MonthRange"));
        checks.RefuseIf(!TimeZones.IsKnown(TimeZone), nameof(TimeZone), Refusal.Invalid("Companies.UnknownTimeZone", TimeZone));
        var color = checks.Required(nameof(Color), Color, 20).ToLower(CultureInfo.InvariantCulture);
        var isColor = Contrast.IsColor(color);
        checks.RefuseIf(!isColor, nameof(Color), Refusal.Invalid("Companies.ColorForm"));
        checks.RefuseIf(isColor && !Contrast.IsReadableOnWhite(color), nameof(Color), Refusal.Invalid("Companies.ColorTooPale", isColor ? (decimal)Math.Round(Contrast.Between(color, "#ffffff"), 1) : 0m));
        return this with
        {
            Name = checks.Required(nameof(Name), Name),
            LegalName = checks.Required(nameof(LegalName), LegalName),
            LegalForm = checks.Optional(nameof(LegalForm), LegalForm),
            Address = CheckedAddress(checks),
            Phone = checks.Phone(nameof(Phone), Phone),
            Email = checks.Email(nameof(Email), Email),
            Website = checks.Read(nameof(Website), Website, ReadWebsite),
            Numbers = checks.Numbers(Numbers),
            TradeRegister = checks.Optional(nameof(TradeRegister), TradeRegister),
            Currency = checks.Currency(nameof(Currency), Currency),
            Language = checks.Language(nameof(Language), Language),
            Color = color,
            Bank = new BankDetails(
                checks.Optional(nameof(Bank.BankName), Bank.BankName),
                checks.Read(nameof(Bank.Iban), Bank.Iban, RegistrationChecks.Iban),
                checks.Read(nameof(Bank.Bic), Bank.Bic, RegistrationChecks.Bic),
                checks.Optional(nameof(Bank.Transit), Bank.Transit, 40),
                checks.Optional(nameof(Bank.Account), Bank.Account, 40)),
        };
    }

    internal async Task CheckReferencesAsync(PortalDbContext db, long entityId, FieldChecks checks, CancellationToken ct)
    {
        checks.RefuseIf(await db.LegalEntities.AnyAsync(e => e.Name == Name && e.Id != entityId, ct), nameof(Name), Refusal.Conflict("Companies.NameTaken", Name));
        checks.RefuseIf(DefaultPaymentTermsId is { } terms && !await db.PaymentTerms.AnyAsync(t => t.Id == terms, ct),
            nameof(DefaultPaymentTermsId), Refusal.Invalid("Companies.UnknownTerms"));
        (string Field, long? Id)[] accounts =
        [
            (nameof(ReceivableAccountId), ReceivableAccountId), (nameof(BankAccountId), BankAccountId), (nameof(DepositAccountId), DepositAccountId),
            (nameof(RetentionAccountId), RetentionAccountId), (nameof(BankFeeAccountId), BankFeeAccountId),
            (nameof(ExchangeLossAccountId), ExchangeLossAccountId), (nameof(ExchangeGainAccountId), ExchangeGainAccountId),
        ];
        foreach (var (field, id) in accounts)
        {
            checks.RefuseIf(id is { } account && !await db.GlAccounts.AnyAsync(a => a.Id == account && a.LegalEntityId == entityId, ct),
                field, Refusal.Invalid("Companies.AccountOfOtherEntity"));
        }

        foreach (var (field, id) in new[] { (nameof(SalesJournalId), SalesJournalId), (nameof(BankJournalId), BankJournalId) })
        {
            checks.RefuseIf(id is { } journal && !await db.Journals.AnyAsync(j => j.Id == journal && j.LegalEntityId == entityId, ct),
                field, Refusal.Invalid("Companies.JournalOfOtherEntity"));
        }
    }

    internal void ApplyTo(LegalEntity entity)
    {
        entity.Name = Name;
        entity.LegalName = LegalName;
        entity.LegalForm = LegalForm;
        entity.ShareCapital = ShareCapital;
        entity.Address = Address;
        entity.Phone = Phone;
        entity.Email = Email;
        entity.Website = Website;
        entity.Numbers = Numbers;
        entity.TradeRegister = TradeRegister;
        entity.Currency = Currency;
        entity.TimeZone = TimeZone;
        entity.Language = Language;
        entity.Paper = Paper;
        entity.Color = Color;
        entity.Bank = Bank;
        entity.FiscalYearStartMonth = FiscalYearStartMonth;
        entity.InvoicesAtApproval = InvoicesAtApproval;
        entity.QuoteValidityDays = QuoteValidityDays;
        entity.VatOnDebits = VatOnDebits;
        entity.DefaultPaymentTermsId = DefaultPaymentTermsId;
        entity.ReceivableAccountId = ReceivableAccountId;
        entity.BankAccountId = BankAccountId;
        entity.DepositAccountId = DepositAccountId;
        entity.RetentionAccountId = RetentionAccountId;
        entity.BankFeeAccountId = BankFeeAccountId;
        entity.ExchangeLossAccountId = ExchangeLossAccountId;
        entity.ExchangeGainAccountId = ExchangeGainAccountId;
        entity.SalesJournalId = SalesJournalId;
        entity.BankJournalId = BankJournalId;
        entity.HandOver = HandOver;
        entity.IsActive = IsActive;
    }

    internal static LegalEntityFields Of(LegalEntity entity) => new()
    {
        Name = entity.Name,
        LegalName = entity.LegalName,
        LegalForm = entity.LegalForm,
        ShareCapital = entity.ShareCapital,
        Address = entity.Address,
        Phone = entity.Phone,
        Email = entity.Email,
        Website = entity.Website,
        Numbers = entity.Numbers,
        TradeRegister = entity.TradeRegister,
        Currency = entity.Currency,
        TimeZone = entity.TimeZone,
        Language = entity.Language,
        Paper = entity.Paper,
        Color = entity.Color,
        Bank = entity.Bank,
        FiscalYearStartMonth = entity.FiscalYearStartMonth,
        InvoicesAtApproval = entity.InvoicesAtApproval,
        QuoteValidityDays = entity.QuoteValidityDays,
        VatOnDebits = entity.VatOnDebits,
        DefaultPaymentTermsId = entity.DefaultPaymentTermsId,
        ReceivableAccountId = entity.ReceivableAccountId,
        BankAccountId = entity.BankAccountId,
        DepositAccountId = entity.DepositAccountId,
        RetentionAccountId = entity.RetentionAccountId,
        BankFeeAccountId = entity.BankFeeAccountId,
        ExchangeLossAccountId = entity.ExchangeLossAccountId,
        ExchangeGainAccountId = entity.ExchangeGainAccountId,
        SalesJournalId = entity.SalesJournalId,
        BankJournalId = entity.BankJournalId,
        HandOver = entity.HandOver,
        IsActive = entity.IsActive,
    };

    /// <summary>A company's own address is printed on every document, so it must be whole.</summary>
    private Address CheckedAddress(FieldChecks checks)
    {
        var address = checks.Address(nameof(Address), Address);
        var part = checks.Of(nameof(Address));
        foreach (var (field, text) in new[] { ("Line1", address.Line1), ("City", address.City), ("PostalCode", address.PostalCode), ("Country", address.Country) })
        {
            part.RefuseIf(text.Length == 0, field, Refusal.Invalid("Common.Required"));
        }

        return address;
    }

    private static Result<string> ReadWebsite(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0)
        {
            return "";
        }

        var address = text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text;
        return address.Length <= Lengths.Name && Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Host.Contains('.', StringComparison.Ordinal)
            ? address
            : Refusal.Invalid("Companies.WebsiteForm");
    }
}
