using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Reminders;

/// <summary>What an administrator enters about the reminders of a company; forms bind to it as it is.</summary>
public sealed record ReminderPlanFields
{
    public ReminderMode Mode { get; set; }

    public decimal? MinimumAmount { get; set; }

    public long? InterestAccountId { get; set; }

    public long? FeeAccountId { get; set; }

    public long? ChargeTaxCodeId { get; set; }

    /// <summary>In their order.</summary>
    public List<ReminderLevelFields> Levels { get; set; } = [];

    internal void Check(FieldChecks checks)
    {
        checks.RefuseIf(MinimumAmount is < 0 or > Money.LargestAmount, nameof(MinimumAmount), Refusal.Invalid("Companies.AmountRange"));
        checks.RefuseIf(Levels.Count > ReminderPlan.MostLevels, nameof(Levels), Refusal.Invalid("Reminders.TooManyLevels", ReminderPlan.MostLevels));
        checks.RefuseIf(Levels.Count == 0 && Mode != ReminderMode.Off, nameof(Mode), Refusal.Invalid("Reminders.NoLevels"));
        for (var i = 0; i < Levels.Count; i++)
        {
            // On the day itself nothing is late, and two reminders on one day are one too many.
            checks.RefuseIf(Levels[i].DaysAfter is not (>= 1 and <= 365), $"{nameof(Levels)}[{i}].{nameof(ReminderLevelFields.DaysAfter)}", Refusal.Invalid("Reminders.DaysRange"));
        }
    }

    internal async Task CheckReferencesAsync(PortalDbContext db, long entityId, FieldChecks checks, CancellationToken ct)
    {
        foreach (var (field, id) in new[] { (nameof(InterestAccountId), InterestAccountId), (nameof(FeeAccountId), FeeAccountId) })
        {
            checks.RefuseIf(id is { } account && !await db.GlAccounts.AnyAsync(a => a.Id == account && a.LegalEntityId == entityId, ct),
                field, Refusal.Invalid("Companies.AccountOfOtherEntity"));
        }

        checks.RefuseIf(ChargeTaxCodeId is { } code && !await db.TaxCodes.AnyAsync(c => c.Id == code && c.LegalEntityId == entityId, ct),
            nameof(ChargeTaxCodeId), Refusal.Invalid("Reminders.TaxCodeOfOtherEntity"));
    }

    internal void ApplyTo(ReminderPlan plan)
    {
        plan.Mode = Mode;
        plan.MinimumAmount = Money.Round(MinimumAmount ?? 0);
        plan.InterestAccountId = InterestAccountId;
        plan.FeeAccountId = FeeAccountId;
        plan.ChargeTaxCodeId = ChargeTaxCodeId;
        plan.ReplaceLevels(Levels);
    }

    internal static ReminderPlanFields Of(ReminderPlan plan) => new()
    {
        Mode = plan.Mode,
        MinimumAmount = plan.MinimumAmount,
        InterestAccountId = plan.InterestAccountId,
        FeeAccountId = plan.FeeAccountId,
        ChargeTaxCodeId = plan.ChargeTaxCodeId,
        Levels = [.. plan.InOrder().Select(ReminderLevelFields.Of)],
    };
}

public sealed record ReminderLevelFields
{
    public int? DaysAfter { get; set; }

    public ReminderTone Tone { get; set; }

    public bool ClaimsInterest { get; set; }

    public bool ClaimsFee { get; set; }

    public bool AttachesStatement { get; set; }

    public bool AttachesInvoices { get; set; }

    public bool AttachesLetter { get; set; }

    internal static ReminderLevelFields Of(ReminderLevel level) => new()
    {
        DaysAfter = level.DaysAfter,
        Tone = level.Tone,
        ClaimsInterest = level.ClaimsInterest,
        ClaimsFee = level.ClaimsFee,
        AttachesStatement = level.AttachesStatement,
        AttachesInvoices = level.AttachesInvoices,
        AttachesLetter = level.AttachesLetter,
    };
}
