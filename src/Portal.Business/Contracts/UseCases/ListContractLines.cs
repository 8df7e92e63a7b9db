using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.UseCases;

/// <summary>One page of the lines of all contracts, and what the filter adds up to in a year.</summary>
public sealed class ListContractLines(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Running">Only those that are billed today or later.</param>
    public sealed record Input(
        PageRequest Page, string Search = "", ContractLineStatus? Status = null, bool Running = false, long? ClientId = null, BillingFrequency? Frequency = null,
        bool? Indexable = null, long? PayerId = null);

    /// <param name="EndsOn">Null: with its contract.</param>
    /// <param name="Months">Of its visits, 1 to 12.</param>
    public sealed record Row(
        long Id, long ContractId, string Reference, string Client, string Description, ContractLineStatus Status, BillingFrequency Frequency, BillingTiming Timing, DateOnly StartsOn,
        DateOnly? EndsOn, decimal AnnualQuantity, string Unit, decimal UnitPrice, decimal AnnualNet, string Currency, int Visits, IReadOnlyList<int> Months, string? Site, bool IsIndexable);

    public sealed record CurrencyTotal(string Currency, decimal AnnualNet);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<CurrencyTotal> Totals);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var days = await DueDays.LoadAsync(db, clock, ct);
        var lines = Filter(db, input, days);
        var count = await lines.CountAsync(ct);
        var totals = await Once(db, lines, days).GroupBy(l => l.Contract.Currency).Select(g => new CurrencyTotal(g.Key, g.Sum(l => l.Line.AnnualNet))).ToListAsync(ct);
        var page = await Sort(lines, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(p => new
            {
                p.Line,
                p.Contract.Reference,
                p.Contract.Frequency,
                p.Contract.Timing,
                p.Contract.StartsOn,
                p.Contract.Currency,
                p.Client,
                Site = db.Sites.AllClients().Where(s => s.Id == p.Line.SiteId).Select(s => s.Name).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return new Listed(
            new Page<Row>(
                [.. page.Select(r => new Row(
                    r.Line.Id, r.Line.ContractId, r.Reference, r.Client, r.Line.Description, r.Line.Status, r.Frequency, r.Timing, r.Line.StartsOn ?? r.StartsOn, r.Line.EndsOn,
                    r.Line.AnnualQuantity, r.Line.Unit, r.Line.UnitPrice, r.Line.AnnualNet, r.Currency, r.Line.Visits.PerYear, r.Line.Visits.Months, r.Site, r.Line.IsIndexable))],
                count),
            [.. totals.OrderBy(t => t.Currency, StringComparer.Ordinal)]);
    }

    private static IQueryable<Pair> Filter(PortalDbContext db, Input input, DueDays days)
    {
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        var contracts = db.Contracts.AsNoTracking()
            .Where(c => input.ClientId == null || c.ClientId == input.ClientId || c.PayerId == input.ClientId)
            .Where(c => input.PayerId == null || c.PayerId == input.PayerId)
            .Where(c => input.Frequency == null || c.Frequency == input.Frequency);
        var lines = db.ContractLines.AsNoTracking()
            .Where(l => input.Status == null || l.Status == input.Status)
            .Where(l => !input.Running || l.Status == ContractLineStatus.Active || l.Status == ContractLineStatus.Draft)
            .Where(l => input.Indexable == null || l.IsIndexable == input.Indexable);
        var pairs = from l in lines
                    join c in contracts on l.ContractId equals c.Id
                    join k in db.Clients on c.ClientId equals k.Id
                    where !input.Running || l.EndsOn == null || l.EndsOn >= (ahead.Contains(c.LegalEntityId) ? tomorrow : today)
                    select new Pair { Line = l, Contract = c, Client = k.Name, ClientKey = k.SearchKey };
        var folded = Folding.Fold(input.Search);
        return pairs.WhereContains((p => p.Contract.SearchKey, folded), (p => p.ClientKey, folded), (p => p.Line.Description, input.Search));
    }

    /// <summary>Without amendments to come of lines that go on: a year is not paid twice.</summary>
    private static IQueryable<Pair> Once(PortalDbContext db, IQueryable<Pair> lines, DueDays days)
    {
        var (today, tomorrow, ahead) = (days.Today, days.Today.AddDays(1), days.Ahead);
        return lines.Where(p => !db.ContractLines.Any(b => b.Id == p.Line.PreviousId && b.EndsOn >= (ahead.Contains(p.Contract.LegalEntityId) ? tomorrow : today)));
    }

    private static IQueryable<Pair> Sort(IQueryable<Pair> lines, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("reference", true) => lines.OrderByDescending(p => p.Contract.Reference),
            ("client", false) => lines.OrderBy(p => p.Client),
            ("client", true) => lines.OrderByDescending(p => p.Client),
            ("description", false) => lines.OrderBy(p => p.Line.Description),
            ("description", true) => lines.OrderByDescending(p => p.Line.Description),
            ("price", false) => lines.OrderBy(p => p.Line.UnitPrice),
            ("price", true) => lines.OrderByDescending(p => p.Line.UnitPrice),
            ("annual", false) => lines.OrderBy(p => p.Line.AnnualNet),
            ("annual", true) => lines.OrderByDescending(p => p.Line.AnnualNet),
            _ => lines.OrderBy(p => p.Contract.Reference),
        };
        return sorted.ThenBy(p => p.Line.Position).ThenBy(p => p.Line.Id);
    }

    private sealed class Pair
    {
        public required ContractLine Line { get; init; }

        public required Contract Contract { get; init; }

        public required string Client { get; init; }

        public required string ClientKey { get; init; }
    }
}
