using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Interventions.Planning;

/// <summary>What a person enters about a technician; forms bind to it as it is.</summary>
public sealed record TechnicianFields
{
    public long UserId { get; set; }

    public long LegalEntityId { get; set; }

    public long? TeamId { get; set; }

    public List<long> SectorIds { get; set; } = [];

    public List<long> SkillIds { get; set; } = [];

    public List<WorkingWeek.Part> Week { get; set; } = [.. WorkingWeek.Usual.Parts];

    public string Color { get; set; } = "#2f6f9f";

    public decimal HourlyCost { get; set; }

    public bool IsActive { get; set; } = true;

    internal void Check(FieldChecks checks)
    {
        checks.RefuseIf(!IsWeek(Week), nameof(Week), Refusal.Invalid("Interventions.WeekPartWrong"));
        checks.RefuseIf(HourlyCost is < 0 or > Money.LargestAmount, nameof(HourlyCost), Refusal.Invalid("Catalog.PriceRange", Money.LargestAmount));
        checks.RefuseIf(
            Color.Length != 7 || Color[0] != '#' || !Color.Skip(1).All(char.IsAsciiHexDigit), nameof(Color), Refusal.Invalid("Companies.ColorForm"));
    }

    internal static TechnicianFields Of(Technician technician) => new()
    {
        UserId = technician.UserId,
        LegalEntityId = technician.LegalEntityId,
        TeamId = technician.TeamId,
        SectorIds = [.. technician.SectorIds],
        SkillIds = [.. technician.SkillIds],
        Week = [.. technician.Week.Parts],
        Color = technician.Color,
        HourlyCost = technician.HourlyCost,
        IsActive = technician.IsActive,
    };

    /// <summary>Each part ends after it begins (midnight ends the day), and no two of a day overlap.</summary>
    internal static bool IsWeek(IReadOnlyList<WorkingWeek.Part> parts) =>
        parts.All(p => Diary.End(p) > p.From.ToTimeSpan())
        && parts.GroupBy(p => p.Day).All(day => day.OrderBy(p => p.From).Zip(day.OrderBy(p => p.From).Skip(1)).All(two => Diary.End(two.First) <= two.Second.From.ToTimeSpan()));
}
