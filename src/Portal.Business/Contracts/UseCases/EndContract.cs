using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Gives a contract its last day, with the reason. Reversible until that day is billed. Requests that are wanted later and that
/// nobody has planned are withdrawn.</summary>
public sealed class EndContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, DateOnly On, string Reason);

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

        var done = change.Contract.End(input.On, input.Reason, change.Billed.ThroughOfContract(input.ContractId));
        if (!done.Succeeded)
        {
            return Result<int>.Refused(done.Refusals);
        }

        await WithdrawnRequests.AfterAsync(db, change.Contract.Lines, input.On, ct);
        change.Tell(user, "Contracts.EndSet", input.On, input.Reason.Trim());
        return await change.SaveAsync(ct);
    }
}
