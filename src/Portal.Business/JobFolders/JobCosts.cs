using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.JobFolders;

/// <summary>What a job costs the company, before tax, in the company's currency.</summary>
/// <param name="Labour">Of the time that was worked.</param>
/// <param name="Material">Of ordered lines, of parts used on visits that are not ordered yet, and of products that are invoiced without being ordered.</param>
/// <param name="Expenses">Entered on the job.</param>
/// <param name="Earned">What is earned with it; null where its currency has no rate.</param>
public sealed record JobCosts(decimal Labour, decimal Material, decimal Expenses, string Currency, decimal? Earned)
{
    public decimal Total => Labour + Material + Expenses;

    public decimal? Margin => Earned - Total;

    /// <summary>Of what is earned, one decimal; null where nothing is.</summary>
    public decimal? Percent => Earned is { } earned && earned > 0 ? Math.Round(100 * (earned - Total) / earned, 1, MidpointRounding.AwayFromZero) : null;
}

/// <summary>What carries the cost of a material.</summary>
public enum MaterialSource
{
    Ordered,

    /// <summary>Used on a visit and not ordered in the job yet.</summary>
    Part,

    /// <summary>Billed without being ordered in the job.</summary>
    Invoiced,
}

/// <summary>Reads what jobs cost; the caller has checked who asks.</summary>
internal static class JobCosting
{
    /// <param name="Earned">In the job's currency.</param>
    public sealed record Asked(long JobId, long LegalEntityId, string Currency, decimal Earned);

    /// <summary>Of the jobs of a page, in a few queries for all of them.</summary>
    public static async Task<IReadOnlyDictionary<long, JobCosts>> OfAsync(PortalDbContext db, IReadOnlyCollection<Asked> jobs, TimeProvider clock, CancellationToken ct)
    {
        var ids = jobs.Select(j => j.JobId).ToList();
        var companies = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        var labour = await db.TimeEntries.Where(e => ids.Contains(e.JobId) && e.Minutes != null).GroupBy(e => e.JobId).Select(g => new { g.Key, Cost = g.Sum(e => e.Cost) }).ToDictionaryAsync(g => g.Key, g => g.Cost, ct);
        var expenses = await db.JobExpenses.Where(e => ids.Contains(e.JobId)).GroupBy(e => e.JobId).Select(g => new { g.Key, Amount = g.Sum(e => e.Amount) }).ToDictionaryAsync(g => g.Key, g => g.Amount, ct);
        var material = (await MaterialAsync(db, ids, ct)).ToLookup(l => l.JobId);
        var rates = new Dictionary<(long, string), Conversion?>();
        foreach (var (entity, currency) in jobs.Select(j => (j.LegalEntityId, j.Currency)).Distinct())
        {
            var company = companies[entity];
            rates[(entity, currency)] = (await ExchangeRates.FindAsync(db, company, currency, company.Today(clock), ct, anyAge: true)).TryGet(out var conversion) ? conversion : null;
        }

        return jobs.ToDictionary(j => j.JobId, j => new JobCosts(
            labour.GetValueOrDefault(j.JobId), material[j.JobId].Sum(l => l.Cost), expenses.GetValueOrDefault(j.JobId), companies[j.LegalEntityId].Currency,
            rates[(j.LegalEntityId, j.Currency)]?.Convert(j.Earned)));
    }

    public sealed record Material(long JobId, MaterialSource Source, long Id, int Version, string Description, decimal Quantity, string Unit, decimal UnitCost)
    {
        public decimal Cost => Money.Round(Quantity * UnitCost);
    }

    /// <summary>Each counts once: a part that was ordered, and what is invoiced of an ordered line, counts as that line; what is credited comes off. Of time that is billed as it is delivered nothing is bought.</summary>
    /// <param name="all">Those without a cost too; of what was only invoiced, goods.</param>
    public static async Task<List<Material>> MaterialAsync(PortalDbContext db, IReadOnlyCollection<long> jobIds, CancellationToken ct, bool all = false)
    {
        var lines = await db.Set<JobLine>().Where(l => jobIds.Contains(l.JobId) && l.EstimatedQuantity == null && (all || l.UnitCost != 0)).OrderBy(l => l.Position)
            .Select(l => new Material(l.JobId, MaterialSource.Ordered, l.Id, l.Version, l.Description, l.Quantity, l.Unit, l.UnitCost)).ToListAsync(ct);
        var parts = await (
            from request in db.ServiceRequests
            where jobIds.Contains(request.JobId)
            from line in request.Lines
            where line.VisitId != null && line.JobLineId == null && (all || line.UnitCost != 0)
            orderby line.Id
            select new Material(request.JobId, MaterialSource.Part, line.Id, line.Version, line.Description, line.Quantity, line.Unit, line.UnitCost)).ToListAsync(ct);
        var invoiced = await (
            from invoice in db.Invoices
            where invoice.JobId != null && jobIds.Contains(invoice.JobId.Value)
            from line in invoice.Lines
            where line.JobLineId == null && line.DepositId == null && line.ProductId != null
                && (line.UnitCost != 0 || (all && db.Products.Any(p => p.Id == line.ProductId && p.Kind == ProductKind.Goods)))
            orderby invoice.Id, line.Position
            select new Material(
                invoice.JobId!.Value, MaterialSource.Invoiced, line.Id, 0, line.Description, invoice.Kind == InvoiceKind.CreditNote ? -line.Quantity : line.Quantity, line.Unit, line.UnitCost)).ToListAsync(ct);
        return [.. lines, .. parts, .. invoiced];
    }
}
