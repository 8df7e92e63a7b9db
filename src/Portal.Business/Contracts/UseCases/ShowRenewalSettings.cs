using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>How a company goes about the ends of its contracts; the usual where nobody has set it.</summary>
public sealed class ShowRenewalSettings(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Shown(int Version, int LeadDays, bool ProposesIndexation, IndexationRule? Rule);

    public async Task<Result<Shown>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.RenewalSettings.AsNoTracking().SingleOrDefaultAsync(s => s.LegalEntityId == legalEntityId, ct);
        return found is null ? new Shown(0, RenewalSettings.UsualLeadDays, false, null) : new Shown(found.Version, found.LeadDays, found.ProposesIndexation, found.Rule);
    }
}
