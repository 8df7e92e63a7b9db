using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Takes back what was sent to be approved, before it is answered: its links close, and the portal asks for nothing any more. Of an answer at the same moment one counts.</summary>
public sealed class WithdrawContractOffer(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long OfferId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsSend))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.ContractOffers.SingleOrDefaultAsync(o => o.Id == input.OfferId, ct) is not { } offer)
        {
            return Refusal.NotFound;
        }

        var contract = await db.Contracts.AsNoTracking().SingleAsync(c => c.Id == offer.ContractId, ct);
        if (offer.ClosedAt is not null)
        {
            return Refusal.NotNow("Contracts.OfferIsClosed", contract.Reference);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        offer.Close(now);
        (await db.ContractLinks.Where(l => l.OfferId == offer.Id).ToListAsync(ct)).ForEach(l => l.Revoke(now));
        db.TimelineEntries.Add(new TimelineEntry(contract.ClientId, contract.JobId, now, user, "Contracts.OfferWithdrawn", nameof(Contract), contract.Id, contract.Reference, offer.Number));
        return await db.TrySaveAsync(ct);
    }
}
