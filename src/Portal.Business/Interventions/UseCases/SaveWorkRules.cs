using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Says how a company bills the time of its people, and whether clients get the reports of visits by mail.</summary>
public sealed class SaveWorkRules(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int LongestRounding = 240;
    private const int LongestMinimum = 480;

    public sealed record Input(long LegalEntityId, int Version, int RoundingMinutes, bool RoundsUp, int MinimumMinutes, long? HourProductId, bool MailsReports);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.TimesheetsApprove))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var checks = new FieldChecks();
        checks.RefuseIf(input.RoundingMinutes is < 1 or > LongestRounding, nameof(input.RoundingMinutes), Refusal.Invalid("Interventions.MinutesOutOfRange", 1, LongestRounding));
        checks.RefuseIf(input.MinimumMinutes is < 0 or > LongestMinimum, nameof(input.MinimumMinutes), Refusal.Invalid("Interventions.MinutesOutOfRange", 0, LongestMinimum));
        checks.RefuseIf(
            input.HourProductId is not null && !await db.Products.AnyAsync(p => p.Id == input.HourProductId && p.LegalEntityId == input.LegalEntityId, ct),
            nameof(input.HourProductId), Refusal.NotFound);
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        var rules = await db.WorkRules.SingleOrDefaultAsync(r => r.LegalEntityId == input.LegalEntityId, ct);
        if (rules is null)
        {
            rules = WorkRules.Usual(input.LegalEntityId);
            db.WorkRules.Add(rules);
        }
        else
        {
            db.ExpectVersion(rules, input.Version);
        }

        (rules.RoundingMinutes, rules.RoundsUp, rules.MinimumMinutes) = (input.RoundingMinutes, input.RoundsUp, input.MinimumMinutes);
        (rules.HourProductId, rules.MailsReports) = (input.HourProductId, input.MailsReports);
        return await db.TrySaveAsync(ct);
    }
}
