using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Interventions;

namespace Portal.Business.Contracts;

/// <summary>What every use case of contracts loads.</summary>
internal static class ContractAccess
{
    /// <summary>The contract with its lines, periods, pauses and charges; null where there is none.</summary>
    public static Task<Contract?> FindAsync(PortalDbContext db, long id, CancellationToken ct) => Whole(db.Contracts).SingleOrDefaultAsync(c => c.Id == id, ct);

    public static IQueryable<Contract> Whole(IQueryable<Contract> contracts) =>
        contracts.AsSplitQuery().Include(c => c.Lines).Include(c => c.Periods).Include(c => c.Pauses).Include(c => c.Charges);

    /// <summary>What is billed of contracts, line by line.</summary>
    public static async Task<BilledOfContracts> BilledAsync(PortalDbContext db, IReadOnlyCollection<long> contractIds, CancellationToken ct) =>
        new(await BilledItemsAsync(db, contractIds, ct));

    public static Task<List<BilledOfContracts.Item>> BilledItemsAsync(PortalDbContext db, IReadOnlyCollection<long> contractIds, CancellationToken ct) =>
        db.BilledPeriods.AsNoTracking().Where(b => EF.Parameter(contractIds).Contains(b.ContractId))
            .Select(b => new BilledOfContracts.Item(b.ContractId, b.LineId, b.Kind, b.Key, b.From, b.To, b.InvoiceId == null, b.Net)).ToListAsync(ct);

    /// <summary>The visits of contracts that were done, each for the line in whose days it was: an amendment takes over the visits of the line before.</summary>
    public static async Task<IReadOnlyList<DoneVisit>> VisitsAsync(PortalDbContext db, IReadOnlyCollection<Contract> contracts, CancellationToken ct)
    {
        var counted = contracts.Where(c => c.Frequency == BillingFrequency.PerVisit || c.IsRevised).ToList();
        if (counted.Count == 0)
        {
            return [];
        }

        var ids = counted.Select(c => c.Id).ToList();
        var zones = await db.LegalEntities.AsNoTracking().ToDictionaryAsync(e => e.Id, ct);
        var done = await (
            from line in db.ContractLines
            join request in db.ServiceRequests.AllClients() on line.Id equals request.ContractLineId
            join visit in db.Visits.AllClients() on request.Id equals visit.RequestId
            where EF.Parameter(ids).Contains(line.ContractId) && visit.Status == VisitStatus.Done
            select new { line.ContractId, LineId = line.Id, visit.Id, visit.LegalEntityId, visit.StartsAt }).ToListAsync(ct);
        var byId = counted.ToDictionary(c => c.Id);
        return [.. done.Select(v => (v, On: zones[v.LegalEntityId].DayOf(v.StartsAt))).Select(v => new DoneVisit(byId[v.v.ContractId].LineOn(v.v.LineId, v.On), v.v.Id, v.On))];
    }

    /// <summary>Computes the next date of an invoice anew: to be called in every save that changes what a contract bills.</summary>
    /// <param name="contract">Whole, as <see cref="FindAsync"/> loads it.</param>
    public static Task SetNextInvoiceAsync(PortalDbContext db, Contract contract, DateOnly today, CancellationToken ct) =>
        SetNextInvoicesAsync(db, [contract], _ => today, ct);

    /// <inheritdoc cref="SetNextInvoiceAsync" />
    /// <param name="today">In the time zone of a contract's legal entity.</param>
    public static async Task SetNextInvoicesAsync(PortalDbContext db, IReadOnlyCollection<Contract> contracts, Func<Contract, DateOnly> today, CancellationToken ct)
    {
        var billed = await BilledAsync(db, [.. contracts.Select(c => c.Id)], ct);
        var visits = (await VisitsAsync(db, contracts, ct)).ToLookup(v => v.LineId);
        foreach (var contract in contracts)
        {
            var done = contract.Lines.SelectMany(l => visits[l.Id]).ToList();
            contract.BillNextOn(contract.Bills ? DueBilling.NextDate(contract, billed, today(contract), visits: done) : null);
        }
    }
}

/// <summary>What is settled already of one or several contracts: billed, or skipped.</summary>
public sealed class BilledOfContracts(IReadOnlyList<BilledOfContracts.Item> items)
{
    public sealed record Item(long ContractId, long LineId, BilledKind Kind, string Key, DateOnly From, DateOnly To, bool IsSkipped = false, decimal Net = 0);

    public static BilledOfContracts Nothing { get; } = new([]);

    /// <summary>Line, kind and key of each: what a billing run leaves out.</summary>
    public IReadOnlySet<(long LineId, BilledKind Kind, string Key)> Keys { get; } = items.Select(i => (i.LineId, i.Kind, i.Key)).ToHashSet();

    public IReadOnlySet<(long LineId, BilledKind Kind, string Key)> Skipped { get; } = items.Where(i => i.IsSkipped).Select(i => (i.LineId, i.Kind, i.Key)).ToHashSet();

    private readonly Lazy<ILookup<long, Item>> ofLines = new(() => items.ToLookup(i => i.LineId));

    private readonly HashSet<string> visits = [.. items.Where(i => i.Kind == BilledKind.Visit).Select(i => i.Key)];

    private readonly ILookup<long, Item> revisions = items.Where(i => i.Kind == BilledKind.Revision).ToLookup(i => i.ContractId);

    public bool Any => items.Count > 0;

    /// <summary>With what is about to be settled of a contract.</summary>
    public BilledOfContracts With(long contractId, IReadOnlyCollection<DueItem> more, bool skipped = false) => more.Count == 0 ? this
        : new([.. items, .. more.Select(i => new Item(contractId, i.LineId, i.Kind, i.Key, i.From, i.To, skipped, i.Net))]);

    /// <summary>Something stands on an invoice, not only skipped.</summary>
    public bool AnyInvoiced => items.Any(i => !i.IsSkipped);

    /// <summary>A visit is billed once, whatever line an amendment made it count for.</summary>
    public bool Has(DueItem item) => Keys.Contains((item.LineId, item.Kind, item.Key)) || (item.Kind == BilledKind.Visit && visits.Contains(item.Key));

    public bool HasVisit(long visitId) => visits.Contains(visitId.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The revisions of a year, billed, credited or skipped.</summary>
    /// <param name="from">The first day of the year.</param>
    public IEnumerable<Item> RevisionsOf(long contractId, DateOnly from) => revisions[contractId].Where(i => i.From == from);

    /// <summary>A billed period of the line that is another one and has days of this one.</summary>
    public Item? Overlapping(DueItem item) => item.Kind != BilledKind.Period ? null
        : ofLines.Value[item.LineId].FirstOrDefault(i => i.Kind == BilledKind.Period && i.Key != item.Key && i.From <= item.To && i.To >= item.From);

    /// <summary>The last day of a line that is billed, skipped or revised; null where nothing is.</summary>
    public DateOnly? ThroughOf(long lineId) => Last(ofLines.Value[lineId]);

    /// <summary>The last day of any line of a contract that is billed, skipped or revised.</summary>
    public DateOnly? ThroughOfContract(long contractId) => Last(items.Where(i => i.ContractId == contractId));

    /// <summary>Something of the contract, or of one of its lines, that goes through a day is skipped, not billed.</summary>
    public bool IsSkippedThrough(DateOnly? day, long contractId, long? lineId = null) =>
        items.Any(i => i.IsSkipped && i.To == day && i.ContractId == contractId && (lineId is null || i.LineId == lineId) && i.Kind != BilledKind.Charge);

    private static DateOnly? Last(IEnumerable<Item> some) => some.Where(i => i.Kind != BilledKind.Charge).Select(i => (DateOnly?)i.To).Max();
}
