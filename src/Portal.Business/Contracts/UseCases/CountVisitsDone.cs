using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Has visits billed that were left unfinished in requests that were finished by hand: they count as done, and the next billing run takes them.</summary>
public sealed class CountVisitsDone(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">As the person saw it.</param>
    public sealed record Choice(long VisitId, int Version);

    public sealed record Input(long ContractId, IReadOnlyCollection<Choice> Visits);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsBill) || !user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        return await RequestVisits.InTurnAsync(() => CountAsync(input, ct));
    }

    private async Task<Result> CountAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (await ContractAccess.FindAsync(db, input.ContractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var shown = (await UnbilledVisit.OfAsync(db, contract, entity, ct)).ToDictionary(v => v.Id, v => v.Version);
        var ids = input.Visits.Select(v => v.VisitId).ToList();
        if (ids.Count == 0 || input.Visits.Any(v => shown.GetValueOrDefault(v.VisitId, -1) != v.Version))
        {
            return Refusal.Conflict("Contracts.VisitsChanged");
        }

        var visits = await db.Visits.Where(v => ids.Contains(v.Id)).ToListAsync(ct);
        if (await UnbilledVisit.CountAsDoneAsync(db, visits, user, clock.GetUtcNow().UtcDateTime, ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        await RequestVisits.FollowAsync(db, ct, visits);
        return await db.TrySaveAsync(ct);
    }
}
