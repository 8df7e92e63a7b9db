using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

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
        new(await db.BilledPeriods.AsNoTracking().Where(b => contractIds.Contains(b.ContractId))
            .Select(b => new BilledOfContracts.Item(b.ContractId, b.LineId, b.Kind, b.Key, b.To)).ToListAsync(ct));
}

/// <summary>What is billed already of one or several contracts.</summary>
public sealed class BilledOfContracts(IReadOnlyList<BilledOfContracts.Item> items)
{
    public sealed record Item(long ContractId, long LineId, BilledKind Kind, string Key, DateOnly To);

    /// <summary>Line, kind and key of each: what a billing run leaves out.</summary>
    public IReadOnlySet<(long LineId, BilledKind Kind, string Key)> Keys { get; } = items.Select(i => (i.LineId, i.Kind, i.Key)).ToHashSet();

    public bool Any => items.Count > 0;

    /// <summary>The last day of a line that is billed; null where nothing is.</summary>
    public DateOnly? ThroughOf(long lineId) => Last(items.Where(i => i.LineId == lineId));

    /// <summary>The last day of any line of a contract that is billed.</summary>
    public DateOnly? ThroughOfContract(long contractId) => Last(items.Where(i => i.ContractId == contractId));

    private static DateOnly? Last(IEnumerable<Item> some) => some.Where(i => i.Kind == BilledKind.Period).Select(i => (DateOnly?)i.To).Max();
}
