using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// When notices are given, and whether renewals propose an indexation. Nothing is indexed by it: a person applies the proposal. Who may not index prices leaves
/// what is proposed as it is.
/// </summary>
public sealed class SaveRenewalSettings(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="Rule">What is proposed; may be missing while nothing is.</param>
    public sealed record Input(long LegalEntityId, int Version, int LeadDays, bool ProposesIndexation, IndexationRule? Rule);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        var refusals = new List<Refusal>(input.Rule is null ? [] : IndexationRules.Check(input.Rule));
        if (input.LeadDays is < 1 or > RenewalSettings.LongestLeadDays)
        {
            refusals.Add(Refusal.Invalid("Contracts.RenewalLeadOutOfRange", RenewalSettings.LongestLeadDays).On(nameof(input.LeadDays)));
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var settings = await db.RenewalSettings.SingleOrDefaultAsync(s => s.LegalEntityId == input.LegalEntityId, ct);
        if (!user.Has(Permissions.ContractsIndex) && (input.Rule is not null || input.ProposesIndexation != (settings?.ProposesIndexation ?? false)))
        {
            return Refusal.Forbidden;
        }

        if (settings is null)
        {
            settings = new RenewalSettings { LegalEntityId = input.LegalEntityId };
            db.Add(settings);
        }
        else
        {
            db.ExpectVersion(settings, input.Version);
        }

        (settings.LeadDays, settings.ProposesIndexation, settings.Rule) = (input.LeadDays, input.ProposesIndexation, input.Rule ?? settings.Rule);
        return await db.TrySaveAsync(ct);
    }
}
