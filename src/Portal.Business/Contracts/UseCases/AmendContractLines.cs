using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Changes price or quantity of lines from a day on: each ends the day before, and another takes its place.</summary>
public sealed class AmendContractLines(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the contract as the person saw it.</param>
    public sealed record Input(long ContractId, int Version, IReadOnlyList<long> LineIds, DateOnly From, NewValues New);

    /// <summary>What is null stays as it is.</summary>
    /// <param name="PricePercent">On the price of each line; 2.5 makes it 2.5 % dearer.</param>
    public sealed record NewValues(decimal? UnitPrice, decimal? PricePercent, decimal? AnnualQuantity);

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
        if (Check(input, lines) is { Count: > 0 } wrong)
        {
            return Result<int>.Refused(wrong);
        }

        var refusals = new List<Refusal>();
        foreach (var line in lines)
        {
            var values = line.Current with
            {
                UnitPrice = input.New.UnitPrice ?? line.UnitPrice * (1 + ((input.New.PricePercent ?? 0) / 100)),
                AnnualQuantity = input.New.AnnualQuantity ?? line.AnnualQuantity,
            };
            if (line.Amend(change.Contract, input.From, values, change.Billed.ThroughOf(line.Id)).TryGet(out var amended, out var refusal))
            {
                change.Contract.Lines.Add(amended);
            }
            else
            {
                refusals.Add(refusal.Field is "EndsOn" or "StartsOn" ? refusal.On(nameof(input.From)) : refusal);
            }
        }

        if (refusals.Count > 0)
        {
            return Result<int>.Refused([.. refusals.DistinctBy(r => (r.Code, string.Join("|", r.Args)))]);
        }

        change.Tell(user, "Contracts.Amended", lines.Count, input.From);
        return await change.SaveAsync(ct);
    }

    private static List<Refusal> Check(Input input, List<ContractLine> lines)
    {
        var refusals = new List<Refusal>();
        if (lines.Count == 0 || lines.Count != input.LineIds.Distinct().Count())
        {
            refusals.Add(Refusal.Invalid("Contracts.ChooseLines").On(nameof(input.LineIds)));
        }

        if (input.New is { UnitPrice: null, PricePercent: null or 0, AnnualQuantity: null })
        {
            refusals.Add(Refusal.Invalid("Contracts.NothingAmended").On(nameof(NewValues.UnitPrice)));
        }

        if (input.New is { UnitPrice: not null, PricePercent: not null and not 0 })
        {
            refusals.Add(Refusal.Invalid("Contracts.PriceOrPercent").On(nameof(NewValues.PricePercent)));
        }

        if (input.New.PricePercent is <= -100 or > 1000)
        {
            refusals.Add(Refusal.Invalid("Contracts.PercentOutOfRange", -100, 1000).On(nameof(NewValues.PricePercent)));
        }

        return refusals;
    }
}
