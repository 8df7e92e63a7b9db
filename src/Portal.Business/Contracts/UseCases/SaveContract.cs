using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Saves the head of a contract, or refuses with everything that is wrong.</summary>
public sealed class SaveContract(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, Contract.Head Head);

    /// <summary>The new version.</summary>
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

        var contract = change.Contract;
        var refusals = await ContractReferences.OfHeadAsync(db, change.Entity, contract.Currency, input.Head, ct, contract.PayerId);
        if (string.IsNullOrWhiteSpace(input.Head.Reference))
        {
            refusals.Add(Refusal.Invalid("Common.Required").On(nameof(input.Head.Reference)));
        }

        if (change.Billed.ThroughOfContract(contract.Id) is { } through && input.Head is { RenewsAutomatically: false, EndsOn: { } end } && end < through)
        {
            refusals.Add(ContractLine.IsBilled(through, changesOn: through).On(nameof(input.Head.EndsOn)));
        }

        // What was billed of the last period was cut by the last day: if the contract went on, the rest of it would not be billed any more.
        if (contract.LastDay is { } last && contract.EndedOn is null && change.Billed.ThroughOfContract(contract.Id) >= last
            && (input.Head.RenewsAutomatically || input.Head.EndsOn != last))
        {
            refusals.Add(Refusal.NotNow("Contracts.EndIsBilled", contract.Reference, last).On(nameof(input.Head.EndsOn)));
        }

        var recoded = await RecodeAsync(db, change, input.Head.FiscalPositionId, refusals, ct);
        refusals.AddRange(contract.Edit(input.Head, change.Billed.Any, change.Today).Refusals);
        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        if (recoded > 0)
        {
            change.Tell(user, "Contracts.LinesRecoded", recoded);
        }

        return await change.SaveAsync(ct);
    }

    /// <summary>Another fiscal position of a draft gives its lines other codes; of what is active it is changed from a day on.</summary>
    /// <returns>How many lines and charges have other codes.</returns>
    private static async Task<int> RecodeAsync(PortalDbContext db, ContractChange change, long? position, List<Refusal> refusals, CancellationToken ct)
    {
        var contract = change.Contract;
        if (position == contract.FiscalPositionId)
        {
            return 0;
        }

        if (contract.HasDatedPosition)
        {
            refusals.Add(Refusal.NotNow("Contracts.PositionIsDated").On(nameof(Contract.Head.FiscalPositionId)));
            return 0;
        }

        var made = await PositionChange.MakeAsync(db, contract, change.Billed, contract.StartsOn, position, ct);
        refusals.AddRange(made.Refusals);
        return made.Succeeded ? made.Value.Rows.Count : 0;
    }
}
