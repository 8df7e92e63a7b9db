using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>The last version of a contract that was sent, in the client portal, for a signed-in user of its client. The first opening is written down.</summary>
public sealed class ShowContractToClient(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, PublicContracts contracts)
{
    public async Task<Result<PublicContract>> RunAsync(long contractId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PortalUse))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await ContractAccess.Whole(db.Contracts.AsNoTracking()).SingleOrDefaultAsync(c => c.Id == contractId, ct) is not { } contract
            || await ContractOffers.LatestAsync(db, contractId, ct) is not { } offer)
        {
            return Refusal.NotFound;
        }

        if (offer.ViewedAt is null)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            offer.View(now);
            db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, contract.JobId, now, user, "Contracts.ViewedInPortal", nameof(Contract), contract.Id, contract.Reference));
            await db.TrySaveAsync(ct);
        }

        return await contracts.ShowAsync(db, contract, offer, user.Name, Formats.Current.Culture.Name, ct);
    }
}
