using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Reminders.UseCases;

/// <summary>Saves how a company reminds, levels included, and answers with the version of the plan. What was sent stays as it was.</summary>
public sealed class SaveReminderPlan(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Version">What the user saw; null where there was no plan yet.</param>
    public sealed record Input(long LegalEntityId, int? Version, ReminderPlanFields Fields);

    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!await db.LegalEntities.AnyAsync(e => e.Id == input.LegalEntityId, ct))
        {
            return Refusal.NotFound;
        }

        var plan = await db.ReminderPlans.Include(p => p.Levels).SingleOrDefaultAsync(p => p.LegalEntityId == input.LegalEntityId, ct);
        if (plan?.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        input.Fields.Check(checks);
        await input.Fields.CheckReferencesAsync(db, input.LegalEntityId, checks, ct);
        if (!checks.AllGood)
        {
            return Result<int>.Refused(checks.Found);
        }

        if (plan is null)
        {
            plan = new ReminderPlan(input.LegalEntityId);
            db.ReminderPlans.Add(plan);
        }

        input.Fields.ApplyTo(plan);
        if (input.Version is not null)
        {
            db.Touch(plan);
        }

        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? plan.Version : saved.Refusal!;
    }
}
