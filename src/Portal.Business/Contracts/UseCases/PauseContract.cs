using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Rests a contract from a day on: nothing is billed for its days, and no visit is planned. Requests of its days that nobody has
/// planned are withdrawn; those that it still owes are made again when it goes on.</summary>
public sealed class PauseContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, DateOnly From, string Reason);

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

        var done = Pause(change, input);
        if (!done.Succeeded)
        {
            return Result<int>.Refused(done.Refusals);
        }

        await WithdrawnRequests.AfterAsync(db, change.Contract.Lines, input.From.AddDays(-1), ct);
        change.Tell(user, "Contracts.Paused", input.From, input.Reason.Trim());
        return await change.SaveAsync(ct);
    }

    /// <summary>Days that are billed already are not given back by a rest: the client gets a credit note for them.</summary>
    private static Result Pause(ContractChange change, Input input) => change.Billed.ThroughOfContract(input.ContractId) is { } through && through >= input.From
        ? Refusal.NotNow("Contracts.RestIsBilled", through).On(nameof(input.From))
        : change.Contract.Pause(input.From, input.Reason);
}
