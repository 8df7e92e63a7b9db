using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Takes a one-off charge off a contract, while it is on no invoice.</summary>
public sealed class RemoveContractCharge(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, long ChargeId);

    /// <summary>The contract's new version.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await ContractChange.StartAsync(db, input.ContractId, input.Version, clock, ct)).TryGet(out var change, out var not))
        {
            return not;
        }

        if (change.Contract.Charges.Find(c => c.Id == input.ChargeId) is not { } charge)
        {
            return Refusal.NotFound;
        }

        if (change.Billed.Keys.Contains((charge.Id, BilledKind.Charge, "")))
        {
            return Refusal.NotNow("Contracts.ChargeIsBilled", charge.Description);
        }

        change.Contract.Charges.Remove(charge);
        db.Remove(charge);
        return await change.SaveAsync(ct);
    }
}
