using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Reminders;

public enum LateRateBasis
{
    /// <summary>The yearly rate agreed with clients, as documents say it.</summary>
    Agreed,

    /// <summary>France: the refinancing rate of the European Central Bank of 1 January or 1 July plus points, never below a multiple of the legal rate.</summary>
    Statutory,
}

/// <summary>
/// What a legal entity may claim of late clients from a day on, until the next: yearly interest and a fixed fee per invoice. Reminders claim it, and
/// invoices of a day say it. Percentages are
/// yearly (12.15 means 12.15 %), the fee is in the entity's currency.
/// </summary>
public sealed class LateTerm : Entity, IVersioned, IAudited, IReferenceData
{
    public required long LegalEntityId { get; init; }

    public required DateOnly From { get; set; }

    public LateRateBasis Basis { get; set; }

    /// <summary>The whole rate where it is agreed.</summary>
    public decimal AgreedPercent { get; set; }

    /// <summary>Refinancing rate of the central bank.</summary>
    public decimal ReferencePercent { get; set; }

    /// <summary>Added to it.</summary>
    public decimal AddedPoints { get; set; }

    /// <summary>Legal interest between professionals.</summary>
    public decimal LegalPercent { get; set; }

    /// <summary>How many times the legal rate is the least.</summary>
    public decimal FloorTimes { get; set; }

    /// <summary>The rate of clients who are persons; zero claims nothing of them.</summary>
    public decimal PersonsPercent { get; set; }

    /// <summary>Fixed compensation for recovery costs, once per invoice.</summary>
    public decimal RecoveryFee { get; set; }

    /// <summary>Persons owe the fee too; in France only professionals do (article D. 441-5 of the Code de commerce).</summary>
    public bool FeeForPersons { get; set; }

    public int Version { get; private set; }

    /// <summary>The rate of professional clients.</summary>
    public decimal Percent => Basis == LateRateBasis.Agreed ? AgreedPercent : Math.Max(ReferencePercent + AddedPoints, FloorTimes * LegalPercent);

    /// <summary>The rate of the law is the multiple of the legal rate, not the one of the central bank plus points.</summary>
    public bool IsFloor => Basis == LateRateBasis.Statutory && FloorTimes * LegalPercent > ReferencePercent + AddedPoints;

    /// <summary>The one in force on a day; null before the first.</summary>
    /// <param name="terms">Of one legal entity, in the order of their days.</param>
    public static LateTerm? On(IEnumerable<LateTerm> terms, DateOnly day) => terms.LastOrDefault(t => t.From <= day);

    public decimal PercentFor(bool isCompany) => isCompany ? Percent : PersonsPercent;

    public decimal FeeFor(bool isCompany) => isCompany || FeeForPersons ? RecoveryFee : 0;
}

/// <summary>What an administrator enters about a <see cref="LateTerm"/>; forms bind to it as it is.</summary>
public sealed record LateTermFields
{
    private const int MostPercent = 100;

    public DateOnly? From { get; set; }

    public LateRateBasis Basis { get; set; }

    public decimal? AgreedPercent { get; set; }

    public decimal? ReferencePercent { get; set; }

    public decimal? AddedPoints { get; set; }

    public decimal? LegalPercent { get; set; }

    public decimal? FloorTimes { get; set; }

    public decimal? PersonsPercent { get; set; }

    public decimal? RecoveryFee { get; set; }

    public bool FeeForPersons { get; set; }

    internal LateTermFields Checked(FieldChecks checks)
    {
        checks.RefuseIf(From is null, nameof(From), Refusal.Invalid("Common.Required"));
        var agreed = Basis == LateRateBasis.Agreed;
        Percent(nameof(AgreedPercent), AgreedPercent, agreed);
        Percent(nameof(ReferencePercent), ReferencePercent, !agreed);
        Percent(nameof(AddedPoints), AddedPoints, !agreed);
        Percent(nameof(LegalPercent), LegalPercent, !agreed);
        Percent(nameof(PersonsPercent), PersonsPercent, false);
        checks.RefuseIf(FloorTimes is < 0 or > 10, nameof(FloorTimes), Refusal.Invalid("Reminders.FloorRange"));
        checks.RefuseIf(RecoveryFee is < 0 or > Money.LargestAmount, nameof(RecoveryFee), Refusal.Invalid("Companies.AmountRange"));
        return this;

        void Percent(string field, decimal? value, bool required)
        {
            checks.RefuseIf(required && value is null, field, Refusal.Invalid("Common.Required"));
            checks.RefuseIf(value is < 0 or > MostPercent, field, Refusal.Invalid("Companies.InterestRange", MostPercent));
        }
    }

    internal void ApplyTo(LateTerm term)
    {
        term.From = From!.Value;
        term.Basis = Basis;
        var agreed = Basis == LateRateBasis.Agreed;
        term.AgreedPercent = agreed ? Money.RoundPercent(AgreedPercent ?? 0) : 0;
        term.ReferencePercent = agreed ? 0 : Money.RoundPercent(ReferencePercent ?? 0);
        term.AddedPoints = agreed ? 0 : Money.RoundPercent(AddedPoints ?? 0);
        term.LegalPercent = agreed ? 0 : Money.RoundPercent(LegalPercent ?? 0);
        term.FloorTimes = agreed ? 0 : Money.RoundPercent(FloorTimes ?? 0);
        term.PersonsPercent = Money.RoundPercent(PersonsPercent ?? 0);
        term.RecoveryFee = Money.Round(RecoveryFee ?? 0);
        term.FeeForPersons = FeeForPersons;
    }

    internal static LateTermFields Of(LateTerm term) => new()
    {
        From = term.From,
        Basis = term.Basis,
        AgreedPercent = term.AgreedPercent,
        ReferencePercent = term.ReferencePercent,
        AddedPoints = term.AddedPoints,
        LegalPercent = term.LegalPercent,
        FloorTimes = term.FloorTimes,
        PersonsPercent = term.PersonsPercent,
        RecoveryFee = term.RecoveryFee,
        FeeForPersons = term.FeeForPersons,
    };
}
