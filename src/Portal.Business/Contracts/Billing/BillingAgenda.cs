using Microsoft.EntityFrameworkCore;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>
/// Which contracts a run looks at. An invoice that several contracts of a payer share is never divided: those that share one with a contract of the filter
/// are billed along, through the date of that invoice.
/// </summary>
/// <param name="ClientId">Whose contract it is, or who pays it.</param>
public sealed record BillingFilter(long? LegalEntityId = null, long? ClientId = null, long? ContractId = null, BillingFrequency? Frequency = null);

/// <summary>Finds the contracts of which something may be due. Each question has an index.</summary>
internal static class BillingAgenda
{
    /// <summary>How many contracts are looked at together.</summary>
    public const int Chunk = 250;

    /// <param name="SharesInvoices">It may share an invoice with others of its payer, so they are billed together.</param>
    /// <param name="IsAlong">Outside the filter: billed only where it shares an invoice with one inside.</param>
    /// <param name="Waits">For its old prices, as an indexation is taken back, or for a contract that does and that it may share an invoice with: not billed yet.</param>
    public sealed record Entry(long ContractId, string Reference, long PayerId, bool SharesInvoices, bool IsAlong = false, bool Waits = false)
    {
        public BilledContract Contract => new(ContractId, Reference);
    }

    /// <summary>The contracts that a filter names and that bill.</summary>
    public static IQueryable<Contract> Of(PortalDbContext db, BillingFilter filter) => Billing(db).Where(c =>
        (filter.LegalEntityId == null || c.LegalEntityId == filter.LegalEntityId)
        && (filter.ClientId == null || c.ClientId == filter.ClientId || c.PayerId == filter.ClientId)
        && (filter.ContractId == null || c.Id == filter.ContractId)
        && (filter.Frequency == null || c.Frequency == filter.Frequency));

    /// <summary>In the order in which they are billed: contracts that may share an invoice follow one another.</summary>
    public static async Task<List<Entry>> FindAsync(PortalDbContext db, long legalEntityId, DateOnly day, BillingFilter filter, CancellationToken ct)
    {
        var found = await DueAsync(db, Of(db, filter with { LegalEntityId = legalEntityId }), day, ct);
        if (filter is not { ClientId: null, ContractId: null, Frequency: null } && found.Values.Where(e => e.SharesInvoices).Select(e => e.PayerId).Distinct().ToList() is { Count: > 0 } payers)
        {
            foreach (var entry in (await DueAsync(db, Billing(db).Where(c => c.LegalEntityId == legalEntityId && EF.Parameter(payers).Contains(c.PayerId)), day, ct)).Values.Where(e => e.SharesInvoices))
            {
                found.TryAdd(entry.ContractId, entry with { IsAlong = true });
            }
        }

        return await WaitAsync(db, legalEntityId, found.Values.OrderBy(e => e.SharesInvoices ? e.PayerId : 0).ThenBy(e => e.ContractId).ToList(), ct);
    }

    private static async Task<List<Entry>> WaitAsync(PortalDbContext db, long legalEntityId, List<Entry> found, CancellationToken ct)
    {
        if (found.Count == 0 || await IndexationRules.WhyNotNowAsync(db, legalEntityId, ct) is null)
        {
            return found;
        }

        var waiting = (await PendingUndo.ContractsOf(db).Distinct().ToListAsync(ct)).ToHashSet();
        var payers = found.Where(e => e.SharesInvoices && waiting.Contains(e.ContractId)).Select(e => e.PayerId).ToHashSet();
        return found.ConvertAll(e => waiting.Contains(e.ContractId) || (e.SharesInvoices && payers.Contains(e.PayerId)) ? e with { Waits = true } : e);
    }

    private static IQueryable<Contract> Billing(PortalDbContext db) =>
        db.Contracts.AsNoTracking().Where(c => c.Status == ContractStatus.Active || c.Status == ContractStatus.Paused);

    private static async Task<Dictionary<long, Entry>> DueAsync(PortalDbContext db, IQueryable<Contract> some, DateOnly day, CancellationToken ct)
    {
        IQueryable<Contract>[] questions =
        [
            some.Where(c => c.NextInvoiceOn <= day),
            some.Where(c => c.Charges.Any(h => h.ChargedOn <= day && !db.BilledPeriods.Any(b => b.LineId == h.Id && b.Kind == BilledKind.Charge))),
            some.Where(c => c.Revision == ContractRevision.LastDay && c.Frequency != BillingFrequency.PerVisit && c.Periods.Any(p => p.To <= day && p.RevisedAt == null)),
            some.Where(c => c.Frequency == BillingFrequency.PerVisit && c.Lines.Any(l => db.ServiceRequests.Any(r => r.ContractLineId == l.Id))),
            some.Where(c => db.ParkedBillings.Any(p => p.ContractId == c.Id && p.InvoiceOn <= day)),
        ];
        var found = new Dictionary<long, Entry>();
        foreach (var question in questions)
        {
            foreach (var entry in await question.Select(c => new Entry(
                c.Id, c.Reference, c.PayerId, c.Grouping == InvoiceGrouping.PerPayer || c.Lines.Any(l => l.Grouping == InvoiceGrouping.PerPayer))).ToListAsync(ct))
            {
                found[entry.ContractId] = entry;
            }
        }

        return found;
    }

    /// <summary>At most <paramref name="most"/> of them together, but never some of those that may share an invoice without the others.</summary>
    public static IEnumerable<IReadOnlyList<Entry>> Chunks(IEnumerable<Entry> entries, int most)
    {
        var chunk = new List<Entry>();
        foreach (var entry in entries)
        {
            if (chunk.Count >= most && !(entry.SharesInvoices && chunk[^1].SharesInvoices && chunk[^1].PayerId == entry.PayerId))
            {
                yield return chunk;
                chunk = [];
            }

            chunk.Add(entry);
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }
}
