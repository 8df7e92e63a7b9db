using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Writes a draft line of a contract, or adds one. What is active is changed by an amendment.</summary>
public sealed class SaveContractLine(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    /// <param name="LineId">Null adds one.</param>
    public sealed record Input(long ContractId, int Version, long? LineId, ContractLine.Values Values);

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

        var contract = change.Contract;
        if (contract.IsOver)
        {
            return Refusal.NotNow("Contracts.IsOver", contract.Reference);
        }

        var line = input.LineId is { } id
            ? change.Line(id)
            : new ContractLine { ContractId = contract.Id, Position = contract.Lines.Select(l => l.Position).DefaultIfEmpty(-1).Max() + 1 };
        if (line is null)
        {
            return Refusal.NotFound;
        }

        var refusals = await ContractReferences.OfLineAsync(db, contract.LegalEntityId, contract.ClientId, input.Values, ct);
        refusals.AddRange(line.Set(input.Values).Refusals);
        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        if (input.LineId is null)
        {
            contract.Lines.Add(line);
        }

        return await change.SaveAsync(ct);
    }
}
