using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Changes price, quantity, codes, site or planning of lines from a day on: each ends the day before, and another takes its place. Where the visits
/// change, requests of them that nobody has planned yet are withdrawn, and made anew as the new line has them.
/// </summary>
public sealed class AmendContractLines(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, IReadOnlyList<long> LineIds, DateOnly From, AmendedValues New);

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

        var first = change.Line(input.LineIds.Count > 0 ? input.LineIds[0] : 0);
        if (first is not null && await ContractReferences.OfLineAsync(db, change.Contract.LegalEntityId, change.Contract.ClientId, input.New.On(first), ct) is { Count: > 0 } unknown)
        {
            return Result<int>.Refused(unknown);
        }

        var amended = change.Contract.Apply(new Amendment(input.LineIds, input.From, input.New), change.Billed);
        if (!amended.TryGet(out var lines))
        {
            return Result<int>.Refused(amended.Refusals);
        }

        await WithdrawnRequests.OfAsync(db, lines, input.From, ct);
        change.Tell(user, "Contracts.Amended", lines.Count, input.From);
        return await change.SaveAsync(ct);
    }
}
