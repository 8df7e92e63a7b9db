using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// A person renews a contract of a fixed term: new end, other prices from the first day of the new term as amendments, another reference. What was
/// billed of the old term stays as it was.
/// </summary>
public sealed class RenewContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="EndsOn">The end that the person saw: a contract that was renewed meanwhile is not renewed a second time.</param>
    public sealed record Input(long ContractId, DateOnly EndsOn, RenewalPlan Plan);

    /// <summary>The new last day.</summary>
    public async Task<Result<DateOnly>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        if (input.Plan.Check() is { Count: > 0 } wrong)
        {
            return Result<DateOnly>.Refused(wrong);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await ContractAccess.FindAsync(db, input.ContractId, ct) is not { } contract)
        {
            return Refusal.NotFound;
        }

        if (await PendingUndo.AnyAsync(db, [contract.Id], ct))
        {
            return PendingUndo.Refusal;
        }

        if (contract.RenewsAutomatically || contract.LastDay is not { } end)
        {
            return Refusal.NotNow("Contracts.RenewsByItself", contract.Reference);
        }

        if (end != input.EndsOn)
        {
            return Refusal.Conflict("Contracts.RenewedMeanwhile", contract.Reference, end);
        }

        var old = contract.Reference;
        var renewed = input.Plan.Apply(contract, end, await ContractAccess.BilledAsync(db, [contract.Id], ct));
        if (renewed.Succeeded)
        {
            return await SaveAsync(db, contract, old, end, ct);
        }

        // It is read in parts, and may have been renewed between two of them.
        var version = await db.Contracts.Where(c => c.Id == contract.Id).Select(c => c.Version).SingleAsync(ct);
        return version == contract.Version ? Result<DateOnly>.Refused(renewed.Refusals) : Refusal.Stale;
    }

    private async Task<Result<DateOnly>> SaveAsync(PortalDbContext db, Contract contract, string oldReference, DateOnly end, CancellationToken ct)
    {
        var endsOn = contract.EndsOn!.Value;
        var now = clock.GetUtcNow().UtcDateTime;
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        contract.OpenPeriods(entity.DayOf(now));
        await ContractAccess.SetNextInvoiceAsync(db, contract, entity.DayOf(now), ct);
        foreach (var notice in await db.ContractNotices.Where(n => n.ContractId == contract.Id && n.HandledAt == null && n.EndsOn <= end).ToListAsync(ct))
        {
            notice.Handle(user, now);
        }

        var keeps = contract.Reference == oldReference;
        db.TimelineEntries.Add(new TimelineEntry(
            contract.ClientId, contract.JobId, now, user, keeps ? "Contracts.RenewedUntil" : "Contracts.Renewed", nameof(Contract), contract.Id,
            keeps ? [oldReference, endsOn] : [oldReference, contract.Reference, endsOn]));
        var saved = await db.TrySaveAsync(ct);
        return saved.Refusal switch
        {
            null => endsOn,
            { Code: "Common.AlreadyThere" } when contract.Reference != oldReference => Refusal.Conflict("Contracts.ReferenceTaken", contract.Reference).On(nameof(RenewalPlan.ReferencePattern)),
            var refusal => refusal,
        };
    }
}
