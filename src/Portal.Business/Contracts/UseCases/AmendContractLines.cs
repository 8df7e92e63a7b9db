using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
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
    public sealed record Input(long ContractId, int Version, IReadOnlyList<long> LineIds, DateOnly From, NewValues New);

    /// <summary>What is null stays as it is.</summary>
    /// <param name="PricePercent">On the price of each line; 2.5 makes it 2.5 % dearer.</param>
    public sealed record NewValues(
        decimal? UnitPrice = null, decimal? PricePercent = null, decimal? AnnualQuantity = null, long? TaxCodeId = null, long? GlAccountId = null, NewSite? Site = null,
        VisitPlan? Visits = null)
    {
        public bool AreNone => this with { PricePercent = PricePercent is 0 ? null : PricePercent } == new NewValues();
    }

    /// <param name="SiteId">Null: at the billing address.</param>
    public sealed record NewSite(long? SiteId);

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
        var refusals = Check(input, lines);
        refusals.AddRange(lines.Count == 0 ? [] : await ContractReferences.OfLineAsync(db, change.Contract.LegalEntityId, change.Contract.ClientId, ValuesOf(input.New, lines[0]), ct));
        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        foreach (var line in lines)
        {
            if (line.Amend(change.Contract, input.From, ValuesOf(input.New, line), change.Billed.ThroughOf(line.Id)).TryGet(out var amended, out var refusal))
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

        var replanned = input.New.Visits is { } plan ? lines.Where(l => !l.Visits.HasVisitsOf(plan)).Select(l => l.Id).ToList() : [];
        await WithdrawnRequests.RemoveAsync(db, replanned, input.From, ct);
        change.Tell(user, "Contracts.Amended", lines.Count, input.From);
        return await change.SaveAsync(ct);
    }

    private static ContractLine.Values ValuesOf(NewValues values, ContractLine line) => line.Current with
    {
        UnitPrice = values.UnitPrice ?? line.UnitPrice * (1 + ((values.PricePercent ?? 0) / 100)),
        AnnualQuantity = values.AnnualQuantity ?? line.AnnualQuantity,
        TaxCodeId = values.TaxCodeId ?? line.TaxCodeId,
        GlAccountId = values.GlAccountId ?? line.GlAccountId,
        SiteId = values.Site is { } site ? site.SiteId : line.SiteId,
        Visits = values.Visits ?? line.Visits,
    };

    private static List<Refusal> Check(Input input, List<ContractLine> lines)
    {
        var refusals = new List<Refusal>();
        if (lines.Count == 0 || lines.Count != input.LineIds.Distinct().Count())
        {
            refusals.Add(Refusal.Invalid("Contracts.ChooseLines").On(nameof(input.LineIds)));
        }

        if (input.New.AreNone)
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
