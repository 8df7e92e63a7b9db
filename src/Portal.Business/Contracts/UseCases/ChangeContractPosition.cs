using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Another fiscal position of a contract from a day on, with the tax codes and accounts that it replaces: lines are amended from that day, what begins
/// later is replaced in its place. Invoices of the days before keep theirs; what is billed beyond the day refuses the change.
/// </summary>
public sealed class ChangeContractPosition(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    /// <param name="FiscalPositionId">Null: none.</param>
    public sealed record Input(long ContractId, int Version, DateOnly From, long? FiscalPositionId);

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

        var made = await PositionChange.MakeAsync(db, change.Contract, change.Billed, input.From, input.FiscalPositionId, ct);
        if (!made.TryGet(out var changed))
        {
            return Result<int>.Refused(made.Refusals);
        }

        var position = await db.FiscalPositions.Where(p => p.Id == input.FiscalPositionId).Select(p => p.Code).SingleOrDefaultAsync(ct);
        change.Tell(user, "Contracts.PositionChanged", position ?? "–", input.From, changed.Rows.Count);
        return await change.SaveAsync(ct);
    }
}
