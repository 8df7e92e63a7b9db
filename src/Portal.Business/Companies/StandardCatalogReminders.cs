using Microsoft.EntityFrameworkCore;
using Portal.Business.Reminders;

namespace Portal.Business.Companies;

public sealed partial class StandardCatalog
{
    /// <summary>What charges of late-payment interest and fees are taxed with: nothing, with the reason.</summary>
    private const string PenaltyTaxCode = "PENALITE";

    private const decimal PointsOfLaw = 10m;
    private const decimal FloorOfLaw = 3m;
    private const decimal FeeOfLaw = 40m;

    /// <summary>
    /// France, by half-year: main refinancing rate of the European Central Bank on its first day, legal interest rate between professionals
    /// (orders of the minister of the economy).
    /// </summary>
    private static readonly (DateOnly From, decimal Reference, decimal Legal)[] FrenchRates =
    [
        (new(2024, 7, 1), 4.25m, 4.92m),
        (new(2025, 1, 1), 3.15m, 3.71m),
        (new(2025, 7, 1), 2.15m, 2.76m),
        (new(2026, 1, 1), 2.15m, 2.62m),
    ];

    /// <summary>Three levels that a person confirms, and what may be claimed from which day on. In Québec that is what was agreed: nothing to start with.</summary>
    private async Task AddRemindersAsync(CancellationToken ct)
    {
        if (!await db.ReminderPlans.AnyAsync(p => p.LegalEntityId == entity.Id, ct))
        {
            var plan = ReminderPlan.Standard(entity.Id);
            plan.InterestAccountId = accounts.GetValueOrDefault(entity.Address.IsFrench ? "763100" : "4300")?.Id;
            plan.FeeAccountId = accounts.GetValueOrDefault(entity.Address.IsFrench ? "758000" : "4300")?.Id;
            plan.ChargeTaxCodeId = taxCodes.GetValueOrDefault(PenaltyTaxCode)?.Id;
            db.ReminderPlans.Add(plan);
        }

        if (entity.Address.IsFrench && !await db.LateTerms.AnyAsync(t => t.LegalEntityId == entity.Id, ct))
        {
            db.LateTerms.AddRange(FrenchRates.Select(r => new LateTerm
            {
                LegalEntityId = entity.Id,
                From = r.From,
                Basis = LateRateBasis.Statutory,
                ReferencePercent = r.Reference,
                AddedPoints = PointsOfLaw,
                LegalPercent = r.Legal,
                FloorTimes = FloorOfLaw,
                RecoveryFee = FeeOfLaw,
            }));
        }
    }
}
