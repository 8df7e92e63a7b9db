using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Reminders.UseCases;

/// <summary>How a company reminds, and what it may claim from which day on.</summary>
public sealed class ShowReminderSettings(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long LegalEntityId);

    public sealed record Term(long Id, int Version, decimal Percent, LateTermFields Fields);

    public sealed record Choice(long Id, string Code, LocalText Name);

    /// <param name="Version">Of the plan; null while there is none, and the fields are those that fit most.</param>
    /// <param name="Terms">The latest first.</param>
    /// <param name="HalfYearWithoutRate">A half-year that has begun and for which no statutory rate was entered; null when all is there.</param>
    public sealed record Shown(
        string Company, string Currency, int? Version, ReminderPlanFields Fields, IReadOnlyList<Term> Terms, IReadOnlyList<Choice> Accounts, IReadOnlyList<Choice> TaxCodes,
        DateOnly? HalfYearWithoutRate);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.SettingsManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        var plan = await db.ReminderPlans.AsNoTracking().Include(p => p.Levels).SingleOrDefaultAsync(p => p.LegalEntityId == entity.Id, ct);
        var fields = ReminderPlanFields.Of(plan ?? ReminderPlan.Standard(entity.Id));
        var terms = await db.LateTerms.AsNoTracking().Where(t => t.LegalEntityId == entity.Id).OrderBy(t => t.From).ToListAsync(ct);
        var chosen = new[] { fields.InterestAccountId, fields.FeeAccountId, fields.ChargeTaxCodeId }.OfType<long>().ToList();
        var accounts = await db.GlAccounts.AsNoTracking()
            .Where(a => a.LegalEntityId == entity.Id && ((a.IsActive && a.Kind == GlAccountKind.Income) || chosen.Contains(a.Id)))
            .OrderBy(a => a.Number).Select(a => new Choice(a.Id, a.Number, a.Name)).ToListAsync(ct);
        var codes = await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == entity.Id && (c.IsActive || chosen.Contains(c.Id)))
            .OrderBy(c => c.Code).Select(c => new Choice(c.Id, c.Code, c.Name)).ToListAsync(ct);
        var today = entity.Today(clock);
        var now = LateTerm.On(terms, today);
        var half = new DateOnly(today.Year, today.Month < 7 ? 1 : 7, 1);
        return new Shown(
            entity.Name, entity.Currency, plan?.Version, fields, [.. terms.AsEnumerable().Reverse().Select(t => new Term(t.Id, t.Version, t.Percent, LateTermFields.Of(t)))], accounts, codes,
            now is { Basis: LateRateBasis.Statutory } && now.From < half ? half : null);
    }
}
