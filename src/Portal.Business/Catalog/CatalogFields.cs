using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Catalog;

/// <summary>What a person enters about a product; forms bind to it as it is.</summary>
public sealed record ProductFields
{
    public long LegalEntityId { get; set; }

    public string Code { get; set; } = "";

    public LocalText Name { get; set; } = LocalText.Empty;

    public ProductKind Kind { get; set; }

    public LocalText Unit { get; set; } = LocalText.Empty;

    public decimal UnitPrice { get; set; }

    /// <summary>Null: who looks may not see what things cost, and leaves it as it is.</summary>
    public decimal? PurchaseCost { get; set; }

    public long? TaxCodeId { get; set; }

    public long? GlAccountId { get; set; }

    /// <summary>Null: it is not prepaid time, and what follows means nothing.</summary>
    public HoursUnit? HoursUnit { get; set; }

    public decimal HoursPerUnit { get; set; } = 1;

    public HoursPolicy HoursPolicy { get; set; }

    public HoursOverage HoursOverage { get; set; }

    public decimal? HoursOverRate { get; set; }

    public int? HoursValidMonths { get; set; }

    public bool IsActive { get; set; } = true;

    internal SoldHours? Hours => HoursUnit is { } unit
        ? new SoldHours(
            unit, unit == Catalog.HoursUnit.Hour ? 1 : HoursPerUnit, HoursOverage, HoursOverage == HoursOverage.Bill && HoursOverRate is { } rate ? Money.RoundUnitPrice(rate) : null,
            HoursValidMonths, HoursPolicy)
        : null;

    internal ProductFields Checked(FieldChecks checks)
    {
        checks.RefuseIf(UnitPrice is < 0 or > Money.LargestAmount, nameof(UnitPrice), Refusal.Invalid("Catalog.PriceRange", Money.LargestAmount));
        checks.RefuseIf(PurchaseCost is < 0 or > Money.LargestAmount, nameof(PurchaseCost), Refusal.Invalid("Catalog.PriceRange", Money.LargestAmount));
        if (HoursUnit is not null)
        {
            checks.RefuseIf(HoursUnit != Catalog.HoursUnit.Hour && HoursPerUnit is <= 0 or > SoldHours.MostPerUnit, nameof(HoursPerUnit), Refusal.Invalid("Catalog.HoursRange", SoldHours.MostPerUnit));
            checks.RefuseIf(HoursOverRate is < 0 or > Money.LargestAmount, nameof(HoursOverRate), Refusal.Invalid("Catalog.PriceRange", Money.LargestAmount));
            checks.RefuseIf(HoursValidMonths is < 1 or > SoldHours.MostMonths, nameof(HoursValidMonths), Refusal.Invalid("Catalog.MonthsRange", SoldHours.MostMonths));
        }

        return this with
        {
            Code = checks.Required(nameof(Code), Code, Lengths.Code),
            Name = checks.Required(nameof(Name), Name),
            Unit = checks.Optional(nameof(Unit), Unit, 20),
            UnitPrice = Math.Clamp(Money.RoundUnitPrice(UnitPrice), 0, Money.LargestAmount),
        };
    }

    internal static ProductFields Of(Product product) => new()
    {
        LegalEntityId = product.LegalEntityId,
        Code = product.Code,
        Name = product.Name,
        Kind = product.Kind,
        Unit = product.Unit,
        UnitPrice = product.UnitPrice,
        PurchaseCost = product.PurchaseCost,
        TaxCodeId = product.TaxCodeId,
        GlAccountId = product.GlAccountId,
        HoursUnit = product.Hours?.Unit,
        HoursPerUnit = product.Hours?.HoursPerUnit ?? 1,
        HoursPolicy = product.Hours?.Policy ?? HoursPolicy.Ordered,
        HoursOverage = product.Hours?.Overage ?? HoursOverage.Allow,
        HoursOverRate = product.Hours?.OverRate,
        HoursValidMonths = product.Hours?.ValidMonths,
        IsActive = product.IsActive,
    };
}

public sealed record GlAccountFields
{
    public long LegalEntityId { get; set; }

    public string Number { get; set; } = "";

    public LocalText Name { get; set; } = LocalText.Empty;

    public GlAccountKind Kind { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>Letters and digits only: accounting files have no room for anything else.</summary>
    internal GlAccountFields Checked(FieldChecks checks)
    {
        var number = checks.Required(nameof(Number), Number, 20);
        checks.RefuseIf(!number.All(char.IsAsciiLetterOrDigit), nameof(Number), Refusal.Invalid("Catalog.AccountForm", number));
        return this with { Number = number, Name = checks.Required(nameof(Name), Name) };
    }

    internal static GlAccountFields Of(GlAccount account) =>
        new() { LegalEntityId = account.LegalEntityId, Number = account.Number, Name = account.Name, Kind = account.Kind, IsActive = account.IsActive };
}

public sealed record JournalFields
{
    public long LegalEntityId { get; set; }

    public string Code { get; set; } = "";

    public LocalText Name { get; set; } = LocalText.Empty;

    public JournalKind Kind { get; set; }

    public bool IsActive { get; set; } = true;

    internal JournalFields Checked(FieldChecks checks)
    {
        var code = checks.Required(nameof(Code), Code, 10);
        checks.RefuseIf(!code.All(char.IsAsciiLetterOrDigit), nameof(Code), Refusal.Invalid("Catalog.JournalForm", code));
        return this with { Code = code, Name = checks.Required(nameof(Name), Name) };
    }

    internal static JournalFields Of(Journal journal) =>
        new() { LegalEntityId = journal.LegalEntityId, Code = journal.Code, Name = journal.Name, Kind = journal.Kind, IsActive = journal.IsActive };
}

public sealed record TaxCodeFields
{
    public long LegalEntityId { get; set; }

    public string Code { get; set; } = "";

    public LocalText Name { get; set; } = LocalText.Empty;

    public LocalText ExemptionReason { get; set; } = LocalText.Empty;

    public IReadOnlyList<long> ComponentIds { get; set; } = [];

    public bool IsActive { get; set; } = true;

    internal TaxCodeFields Checked(FieldChecks checks) => this with
    {
        Code = checks.Required(nameof(Code), Code, Lengths.Code),
        Name = checks.Required(nameof(Name), Name),
        ExemptionReason = checks.Optional(nameof(ExemptionReason), ExemptionReason),
    };

    /// <summary>France: an invoice names the article by which nothing is charged (art. 242 nonies A of annex II to the CGI).</summary>
    internal void CheckReason(Address seller, IEnumerable<TaxComponent> components, FieldChecks checks) => checks.RefuseIf(
        seller.IsFrench && ExemptionReason.IsEmpty && components.All(c => c.Rates.MaxBy(r => r.From)?.Percent == 0),
        nameof(ExemptionReason), Refusal.Invalid("Catalog.ReasonRequired"));

    internal static TaxCodeFields Of(TaxCode code) => new()
    {
        LegalEntityId = code.LegalEntityId,
        Code = code.Code,
        Name = code.Name,
        ExemptionReason = code.ExemptionReason,
        ComponentIds = [.. code.Components.OrderBy(c => c.Order).Select(c => c.Id)],
        IsActive = code.IsActive,
    };
}

public sealed record PaymentTermsFields
{
    private const int MostInstalments = 36;
    private const int MostDays = 3650;

    public string Code { get; set; } = "";

    public LocalText Name { get; set; } = LocalText.Empty;

    public IReadOnlyList<TermInstalment> Instalments { get; set; } = [new(100, 30)];

    public decimal? EarlyPercent { get; set; }

    public int? EarlyDays { get; set; }

    public bool IsActive { get; set; } = true;

    internal PaymentTermsFields Checked(FieldChecks checks)
    {
        checks.RefuseIf(Instalments.Count is 0 or > MostInstalments, nameof(Instalments), Refusal.Invalid("Catalog.InstalmentCount", MostInstalments));
        checks.RefuseIf(Instalments.Any(i => i.Percent <= 0) || Instalments.Sum(i => i.Percent) != 100m,
            nameof(Instalments), Refusal.Invalid("Catalog.InstalmentsNotWhole", Instalments.Sum(i => i.Percent)));
        checks.RefuseIf(Instalments.Any(i => i.Days is < 0 or > MostDays || i.DayOfNextMonth is < 1 or > 31),
            nameof(Instalments), Refusal.Invalid("Catalog.InstalmentDays", MostDays));
        checks.RefuseIf(EarlyPercent is <= 0 or >= 100, nameof(EarlyPercent), Refusal.Invalid("Catalog.EarlyPercent"));
        checks.RefuseIf(EarlyPercent is null && EarlyDays is not null, nameof(EarlyPercent), Refusal.Invalid("Catalog.EarlyIncomplete"));
        checks.RefuseIf(EarlyPercent is not null && EarlyDays is null, nameof(EarlyDays), Refusal.Invalid("Catalog.EarlyIncomplete"));
        checks.RefuseIf(EarlyDays is < 0 or > MostDays, nameof(EarlyDays), Refusal.Invalid("Catalog.EarlyDays", MostDays));
        checks.RefuseIf(EarlyDays is { } days && Instalments.All(i => i is { EndOfMonth: false, DayOfNextMonth: null } && i.Days <= days),
            nameof(EarlyDays), Refusal.Invalid("Catalog.EarlyNotBeforeDue"));
        return this with { Code = checks.Required(nameof(Code), Code, Lengths.Code), Name = checks.Required(nameof(Name), Name) };
    }

    internal static PaymentTermsFields Of(PaymentTerms terms) => new() { Code = terms.Code, Name = terms.Name, Instalments = terms.Instalments, EarlyPercent = terms.EarlyPercent, EarlyDays = terms.EarlyDays, IsActive = terms.IsActive };
}

/// <summary>Instead of <see cref="FromId"/> comes <see cref="ToId"/>.</summary>
public sealed record Replacement
{
    public long? FromId { get; set; }

    public long? ToId { get; set; }
}

public sealed record FiscalPositionFields
{
    public long LegalEntityId { get; set; }

    public string Code { get; set; } = "";

    public LocalText Name { get; set; } = LocalText.Empty;

    public IReadOnlyList<Replacement> Taxes { get; set; } = [];

    public IReadOnlyList<Replacement> Accounts { get; set; } = [];

    public bool IsActive { get; set; } = true;

    internal FiscalPositionFields Checked(FieldChecks checks)
    {
        foreach (var (field, rows) in new[] { (nameof(Taxes), Taxes), (nameof(Accounts), Accounts) })
        {
            checks.RefuseIf(rows.Any(r => r.FromId is null || r.ToId is null), field, Refusal.Invalid("Catalog.ReplacementIncomplete"));
            checks.RefuseIf(rows.Where(r => r.FromId is not null).GroupBy(r => r.FromId).Any(g => g.Count() > 1), field, Refusal.Invalid("Catalog.ReplacedTwice"));
        }

        return this with { Code = checks.Required(nameof(Code), Code, Lengths.Code), Name = checks.Required(nameof(Name), Name) };
    }

    internal async Task CheckReferencesAsync(PortalDbContext db, long entityId, FieldChecks checks, CancellationToken ct)
    {
        var taxIds = Taxes.SelectMany(t => new[] { t.FromId, t.ToId }).OfType<long>().Distinct().ToList();
        var accountIds = Accounts.SelectMany(a => new[] { a.FromId, a.ToId }).OfType<long>().Distinct().ToList();
        checks.RefuseIf(await db.TaxCodes.CountAsync(t => taxIds.Contains(t.Id) && t.LegalEntityId == entityId, ct) != taxIds.Count,
            nameof(Taxes), Refusal.Invalid("Catalog.TaxCodeOfOtherEntity"));
        checks.RefuseIf(await db.GlAccounts.CountAsync(a => accountIds.Contains(a.Id) && a.LegalEntityId == entityId, ct) != accountIds.Count,
            nameof(Accounts), Refusal.Invalid("Catalog.AccountOfOtherEntity"));
    }

    /// <summary>Rows that stay the same are left alone, so that the audit trail tells what changed.</summary>
    internal void ReplaceIn(FiscalPosition position, PortalDbContext db)
    {
        var oldTaxes = position.Taxes.Where(t => !Taxes.Any(n => n.FromId == t.FromTaxCodeId && n.ToId == t.ToTaxCodeId)).ToList();
        var oldAccounts = position.Accounts.Where(a => !Accounts.Any(n => n.FromId == a.FromGlAccountId && n.ToId == a.ToGlAccountId)).ToList();
        oldTaxes.ForEach(t => position.Taxes.Remove(t));
        oldAccounts.ForEach(a => position.Accounts.Remove(a));
        db.RemoveRange(oldTaxes);
        db.RemoveRange(oldAccounts);
        foreach (var tax in Taxes.Where(n => position.Taxes.All(t => t.FromTaxCodeId != n.FromId)))
        {
            position.Taxes.Add(new TaxMapping { FiscalPositionId = position.Id, FromTaxCodeId = tax.FromId!.Value, ToTaxCodeId = tax.ToId!.Value });
        }

        foreach (var account in Accounts.Where(n => position.Accounts.All(a => a.FromGlAccountId != n.FromId)))
        {
            position.Accounts.Add(new AccountMapping { FiscalPositionId = position.Id, FromGlAccountId = account.FromId!.Value, ToGlAccountId = account.ToId!.Value });
        }
    }

    internal static FiscalPositionFields Of(FiscalPosition position) => new()
    {
        LegalEntityId = position.LegalEntityId,
        Code = position.Code,
        Name = position.Name,
        Taxes = [.. position.Taxes.Select(t => new Replacement { FromId = t.FromTaxCodeId, ToId = t.ToTaxCodeId })],
        Accounts = [.. position.Accounts.Select(a => new Replacement { FromId = a.FromGlAccountId, ToId = a.ToGlAccountId })],
        IsActive = position.IsActive,
    };
}
