using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Takes a draft line off a contract.</summary>
public sealed class RemoveContractLine(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, long LineId);

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

        if (change.Line(input.LineId) is not { } line)
        {
            return Refusal.NotFound;
        }

        if (line.Status != ContractLineStatus.Draft)
        {
            return Refusal.NotNow("Contracts.LineIsActive", line.Description);
        }

        change.Contract.Lines.Remove(line);
        db.ContractLines.Remove(line);
        return await change.SaveAsync(ct);
    }
}
