using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// A person looked at what the limits hold back and lets it pass, one or several in one save: the next run bills it. What lacks something has to be put
/// right instead, and passes by itself then.
/// </summary>
public sealed class ReleaseParked(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">As the person saw it: another reason since is not let pass unseen.</param>
    public sealed record Choice(long ParkedId, int Version);

    public async Task<Result> RunAsync(IReadOnlyCollection<Choice> chosen, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var versions = chosen.ToDictionary(c => c.ParkedId, c => c.Version);
        var ids = versions.Keys.ToList();
        var found = await (
            from p in db.ParkedBillings
            join c in db.Contracts on p.ContractId equals c.Id
            where EF.Parameter(ids).Contains(p.Id)
            select new { Parked = p, Contract = c }).ToListAsync(ct);
        if (found.Count < versions.Count)
        {
            return Refusal.NotNow("Contracts.ParkedIsSettled");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (parked, contract) in found.Where(f => !f.Parked.IsReleased).Select(f => (f.Parked, f.Contract)))
        {
            if (!parked.CanPass)
            {
                return Refusal.NotNow("Contracts.ParkedIsNotForRelease");
            }

            if (parked.Version != versions[parked.Id])
            {
                return Refusal.Conflict("Contracts.ParkedHasChanged", contract.Reference, parked.InvoiceOn);
            }

            parked.Release(user.UserId, now);
            db.TimelineEntries.Add(new TimelineEntry(
                contract.ClientId, contract.JobId, now, user, "Contracts.Released", nameof(Contract), contract.Id, contract.Reference, parked.InvoiceOn));
        }

        return await db.TrySaveAsync(ct);
    }
}
