using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Requests;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Gives lines their last day, or takes it back while the days before it are not billed.</summary>
public sealed class EndContractLines(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    /// <param name="EndsOn">Null: they go on with the contract.</param>
    public sealed record Input(long ContractId, int Version, IReadOnlyList<long> LineIds, DateOnly? EndsOn);

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

        var lines = change.Contract.Lines.Where(l => input.LineIds.Contains(l.Id)).ToList();
        if (lines.Count == 0)
        {
            return Refusal.Invalid("Contracts.ChooseLines").On(nameof(input.LineIds));
        }

        var refusals = lines.Select(l => change.Contract.EndLine(l, input.EndsOn, change.Billed)).OfType<Refusal>().ToList();
        if (refusals.Count > 0)
        {
            return Result<int>.Refused([.. refusals.DistinctBy(r => (r.Code, string.Join("|", r.Args)))]);
        }

        if (input.EndsOn is { } day)
        {
            await WithdrawnRequests.AfterAsync(db, lines, day, ct);
            change.Tell(user, "Contracts.LinesEnded", lines.Count, day);
        }

        return await change.SaveAsync(ct);
    }
}
