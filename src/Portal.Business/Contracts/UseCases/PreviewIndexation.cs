using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>What an indexation is asked to do.</summary>
/// <param name="From">The first day of the new prices.</param>
/// <param name="ValuesOn">The day whose index values count.</param>
public sealed record IndexationWish(long LegalEntityId, DateOnly From, DateOnly ValuesOn, IndexationRule Rule, IndexationScope Scope)
{
    /// <summary>What is kept of it once a person applies it.</summary>
    /// <param name="key">Names the press of the button.</param>
    internal Indexation Apply(Guid key, IReadOnlyList<UsedIndex> used, ICurrentUser by, DateTime now) => new()
    {
        LegalEntityId = LegalEntityId,
        From = From,
        Rule = Rule,
        Used = used,
        Factor = IndexationPrice.Factor(Rule, used),
        Scope = Scope,
        Key = key,
        AppliedById = by.UserId,
        AppliedByName = by.Name,
        AppliedAt = now,
    };
}

/// <summary>Old and new price of each line, and of all together, before anything is changed.</summary>
public sealed class PreviewIndexation(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="LeftOut">Instead of the lines that change, those that stay, with their reasons.</param>
    public sealed record Input(IndexationWish Wish, PageRequest Page, bool LeftOut = false);

    /// <param name="Lines">How many lines change.</param>
    /// <param name="NotIndexable">Lines of these contracts that are not marked as indexable.</param>
    public sealed record Shown(
        IReadOnlyList<UsedIndex> Used, decimal Factor, int Lines, int Contracts, int LeftOut, int NotIndexable, IReadOnlyList<Sum> Sums, Page<Row> Page)
    {
        /// <summary>No amount, as the lines may be in several currencies: what applying compares with what it finds.</summary>
        public decimal NewNet => Sums.Sum(s => s.NewNet);
    }

    /// <summary>What the lines that change come to in a year; one of nothing where none does.</summary>
    public sealed record Sum(string Currency, decimal OldNet, decimal NewNet);

    public sealed record Row(IndexedLine Line, string Reference, string Client, string Description);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        var wish = input.Wish;
        if (IndexationRules.Check(wish.Rule) is { Count: > 0 } wrong)
        {
            return Result<Shown>.Refused(wrong);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await IndexationRules.WhyNotNowAsync(db, wish.LegalEntityId, ct) is { } wait)
        {
            return wait;
        }

        var values = await IndexationRules.ValuesAsync(db, wish.Rule, wish.ValuesOn, ct);
        if (!values.TryGet(out var used))
        {
            return Result<Shown>.Refused(values.Refusals);
        }

        var currency = await db.LegalEntities.Where(e => e.Id == wish.LegalEntityId).Select(e => e.Currency).SingleOrDefaultAsync(ct);
        if (currency is null)
        {
            return Refusal.NotFound;
        }

        var factor = IndexationPrice.Factor(wish.Rule, used);
        var all = await IndexationCandidates.ReadAsync(db, wish.LegalEntityId, wish.From, wish.Scope, wish.Rule, factor, ct);
        var contracts = IndexationCandidates.Contracts(db, wish.LegalEntityId, wish.From, wish.Scope);
        var others = await db.ContractLines.CountAsync(
            l => !l.IsIndexable && l.Status == ContractLineStatus.Active && (l.EndsOn == null || l.EndsOn >= wish.From) && contracts.Any(c => c.Id == l.ContractId), ct);
        var changed = all.Where(l => l.Why is null).ToList();
        var listed = input.LeftOut ? [.. all.Where(l => l.Why is not null)] : changed;
        List<Sum> sums = [.. changed.GroupBy(l => l.Currency).OrderBy(g => g.Key == currency ? "" : g.Key, StringComparer.Ordinal).Select(g => new Sum(g.Key, g.Sum(l => l.OldNet), g.Sum(l => l.NewNet)))];
        return new Shown(
            used, factor, changed.Count, changed.Select(l => l.ContractId).Distinct().Count(), all.Count - changed.Count, others,
            sums.Count > 0 ? sums : [new Sum(currency, 0, 0)], new Page<Row>(await RowsAsync(db, [.. listed.Skip(input.Page.Skip).Take(input.Page.Take)], ct), listed.Count));
    }

    private static async Task<IReadOnlyList<Row>> RowsAsync(PortalDbContext db, IReadOnlyList<IndexedLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.LineId).ToList();
        var names = await db.ContractLines.Where(l => ids.Contains(l.Id))
            .Join(db.Contracts, l => l.ContractId, c => c.Id, (l, c) => new { l.Id, l.Description, c.Reference, c.ClientId })
            .Join(db.Clients, r => r.ClientId, c => c.Id, (r, c) => new { r.Id, r.Description, r.Reference, c.Name }).ToDictionaryAsync(r => r.Id, ct);
        return [.. lines.Select(l => new Row(l, names[l.LineId].Reference, names[l.LineId].Name, names[l.LineId].Description))];
    }
}
