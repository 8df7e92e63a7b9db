using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>"Activate all lines": what is draft is billed from now on; the contract becomes active with its first line.</summary>
public sealed class ActivateContractLines(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version);

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

        var drafts = change.Contract.Lines.Count(l => l.Status == ContractLineStatus.Draft);
        var activated = change.Contract.ActivateLines(change.Today);
        if (!activated.Succeeded)
        {
            return Result<int>.Refused(activated.Refusals);
        }

        change.Tell(user, "Contracts.Activated", drafts);
        return await change.SaveAsync(ct);
    }
}
