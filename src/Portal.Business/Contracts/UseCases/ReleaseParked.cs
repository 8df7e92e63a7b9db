using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// A person looked at what the limits hold back and lets it pass: the next run bills it. What lacks something has to be put right instead,
/// and passes by itself then.
/// </summary>
public sealed class ReleaseParked(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">As the person saw it: another reason since is not let pass unseen.</param>
    public sealed record Input(long ParkedId, int Version);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var parked = await db.ParkedBillings.SingleOrDefaultAsync(p => p.Id == input.ParkedId, ct);
        if (parked is null)
        {
            return Refusal.NotFound;
        }

        if (parked.IsReleased)
        {
            return Result.Done;
        }

        if (parked.Reasons.FirstOrDefault(r => !ParkedBilling.MayPass(r.Code)) is not null)
        {
            return Refusal.NotNow("Contracts.ParkedIsNotForRelease");
        }

        db.ExpectVersion(parked, input.Version);
        var now = clock.GetUtcNow().UtcDateTime;
        parked.Release(user.UserId, now);
        var contract = await db.Contracts.SingleAsync(c => c.Id == parked.ContractId, ct);
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, user, "Contracts.Released", nameof(Contract), contract.Id, contract.Reference, parked.InvoiceOn));
        return await db.TrySaveAsync(ct);
    }
}
