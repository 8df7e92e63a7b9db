using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Listing;
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
        var lines = ContractLineFilter.Of(db, input, days);
        var count = await lines.CountAsync(ct);
        var totals = await ContractLineFilter.Once(db, lines, days).GroupBy(l => l.Contract.Currency).Select(g => new CurrencyTotal(g.Key, g.Sum(l => l.Line.AnnualNet))).ToListAsync(ct);
        var page = await ContractLineOrder.Sort(lines, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
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
}
