using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>Why a line is left out of an indexation.</summary>
public enum LeftOut
{
    /// <summary>Billed beyond the day already: credit first, or choose a later day.</summary>
    BilledBeyond,

    /// <summary>Another line takes its place later.</summary>
    AmendedLater,

    /// <summary>Cap, floor or rounding leave its price as it is.</summary>
    Unchanged,

    /// <summary>It would cost nothing any more.</summary>
    CostsNothing,
}

/// <summary>A line with its old and new price, or the reason why it stays.</summary>
/// <param name="BilledThrough">The last day that is billed, where that is the reason.</param>
public sealed record IndexedLine(
    long LineId, long ContractId, long ClientId, decimal Quantity, decimal Discount, decimal OldPrice, decimal NewPrice, decimal OldNet, decimal NewNet, LeftOut? Why, DateOnly? BilledThrough, string Currency);

/// <summary>
/// The lines that an indexation changes: contract and line are marked as indexable, and the line is active on the day before and on the day itself.
/// </summary>
internal static class IndexationCandidates
{
    public static IQueryable<Contract> Contracts(PortalDbContext db, long entityId, DateOnly from, IndexationScope scope)
    {
        var key = Folding.Fold(scope.Search);
        return db.Contracts.Where(c => c.LegalEntityId == entityId && c.IsIndexable && (c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused)
            && c.StartsOn < from && (c.EndedOn == null || c.EndedOn >= from) && (c.RenewsAutomatically || c.EndsOn == null || c.EndsOn >= from)
            && (scope.ClientId == null || c.ClientId == scope.ClientId) && (scope.ContractId == null || c.Id == scope.ContractId)
            && (scope.Frequency == null || c.Frequency == scope.Frequency) && (key == "" || c.SearchKey.Contains(key)));
    }

    public static IQueryable<ContractLine> Lines(PortalDbContext db, long entityId, DateOnly from, IndexationScope scope)
    {
        var contracts = Contracts(db, entityId, from, scope);
        return db.ContractLines.Where(l => l.IsIndexable && l.Status == ContractLineStatus.Active && (l.StartsOn == null || l.StartsOn < from) && (l.EndsOn == null || l.EndsOn >= from)
            && contracts.Any(c => c.Id == l.ContractId));
    }

    public static Task<List<IndexedLine>> ReadAsync(PortalDbContext db, Indexation of, CancellationToken ct) =>
        ReadAsync(db, of.LegalEntityId, of.From, of.Scope, of.Rule, of.Factor, ct);

    /// <summary>All lines of the scope with their new prices, by contract and position; only numbers, so that tens of thousands fit.</summary>
    public static async Task<List<IndexedLine>> ReadAsync(
        PortalDbContext db, long entityId, DateOnly from, IndexationScope scope, IndexationRule rule, decimal factor, CancellationToken ct)
    {
        var lines = await Lines(db, entityId, from, scope).AsNoTracking()
            .Join(db.Contracts, l => l.ContractId, c => c.Id, (l, c) => new { Line = l, c.ClientId, c.Reference, c.Currency })
            .OrderBy(r => r.Reference).ThenBy(r => r.Line.ContractId).ThenBy(r => r.Line.Position)
            .Select(r => new
            {
                r.Line.Id,
                r.Line.ContractId,
                r.ClientId,
                r.Currency,
                r.Line.AnnualQuantity,
                r.Line.DiscountPercent,
                r.Line.UnitPrice,
                r.Line.BasePrice,
                r.Line.AnnualNet,
                Amended = db.ContractLines.Any(s => s.PreviousId == r.Line.Id),
                Billed = db.BilledPeriods.Where(b => b.LineId == r.Line.Id).Max(b => (DateOnly?)b.To),
            })
            .ToListAsync(ct);
        return
        [
            .. lines.Select(l =>
            {
                var price = IndexationPrice.Of(rule, factor, l.UnitPrice, l.BasePrice);
                var net = Money.LineNet(l.AnnualQuantity, price, l.DiscountPercent);
                LeftOut? why = l.Amended ? LeftOut.AmendedLater : l.Billed >= from ? LeftOut.BilledBeyond : price == l.UnitPrice ? LeftOut.Unchanged : net == 0 ? LeftOut.CostsNothing : null;
                return new IndexedLine(l.Id, l.ContractId, l.ClientId, l.AnnualQuantity, l.DiscountPercent, l.UnitPrice, price, l.AnnualNet, net, why, l.Billed, l.Currency);
            }),
        ];
    }
}
