using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>
/// What an invoice billed of contracts, line by line, also where it is open again; and what became of the periods that are. Of a credit note: what the
/// invoice that it credits had billed.
/// </summary>
internal sealed class BilledHistory
{
    private readonly List<(long InvoiceLineId, IBilled Billed)> entries = [];

    private readonly List<BilledPeriod> since = [];

    private readonly List<FreedPeriod> freedSince = [];

    private Dictionary<long, long?> previous = [];

    private Dictionary<long, string> numbers = [];

    /// <summary>Each line that billed something, once.</summary>
    public IEnumerable<IBilled> All => entries.Select(e => e.Billed);

    public IBilled? Of(long invoiceLineId) => entries.Find(e => e.InvoiceLineId == invoiceLineId).Billed;

    public string NumberOf(long invoiceId) => numbers.GetValueOrDefault(invoiceId, "");

    public static async Task<BilledHistory> LoadAsync(PortalDbContext db, long invoiceId, CancellationToken ct)
    {
        var history = new BilledHistory();
        history.entries.AddRange((await db.BilledPeriods.AsNoTracking().Where(b => b.InvoiceId == invoiceId).ToListAsync(ct)).Select(b => (b.InvoiceLineId!.Value, (IBilled)b)));
        var freed = await db.FreedPeriods.AsNoTracking().Where(f => f.InvoiceId == invoiceId).ToListAsync(ct);
        history.entries.AddRange(freed.Select(f => (f.InvoiceLineId, (IBilled)f)));
        if (freed.Count > 0)
        {
            await history.LoadSinceAsync(db, freed, ct);
        }

        return history;
    }

    /// <summary>The revision that a credit note is for; null where it is for none.</summary>
    /// <param name="credited">What the invoice that it credits had billed.</param>
    public static async Task<BilledPeriod?> RevisionOfAsync(PortalDbContext db, long creditNoteId, BilledHistory credited, CancellationToken ct)
    {
        var contracts = credited.All.Select(b => b.ContractId).Distinct().ToList();
        var revisions = contracts.Count == 0 ? [] : await db.BilledPeriods.AsNoTracking()
            .Where(b => contracts.Contains(b.ContractId) && b.Kind == BilledKind.Revision && b.Net < 0 && b.InvoiceId != null).ToListAsync(ct);
        return revisions.Find(r => r.Basis.CreditNotes?.Contains(creditNoteId) == true);
    }

    /// <summary>The invoices that billed it next: several where an amendment had divided it meanwhile.</summary>
    public IReadOnlyList<long> BilledNextOn(FreedPeriod freed)
    {
        var later = freedSince.Where(f => f.FreedAt > freed.FreedAt && f.InvoiceId != freed.InvoiceId && IsSame(freed, f)).OrderBy(f => f.FreedAt).Select(f => f.InvoiceId).FirstOrDefault();
        return later is { } next ? [next] : [.. since.Where(b => IsSame(freed, b)).Select(b => b.InvoiceId).OfType<long>().Distinct()];
    }

    /// <summary>A person decided that it is not billed after all.</summary>
    public BilledPeriod? SkippedInstead(FreedPeriod freed) => since.Find(b => b.IsSkipped && IsSame(freed, b));

    private async Task LoadSinceAsync(PortalDbContext db, List<FreedPeriod> freed, CancellationToken ct)
    {
        var contracts = freed.Select(f => f.ContractId).Distinct().ToList();
        var (from, to) = (freed.Min(f => f.From), freed.Max(f => f.To));
        since.AddRange(await db.BilledPeriods.AsNoTracking().Where(b => contracts.Contains(b.ContractId) && b.From <= to && b.To >= from).ToListAsync(ct));
        freedSince.AddRange(await db.FreedPeriods.AsNoTracking().Where(f => contracts.Contains(f.ContractId) && f.From <= to && f.To >= from && f.InvoiceId != null).ToListAsync(ct));
        previous = await db.ContractLines.Where(l => contracts.Contains(l.ContractId)).ToDictionaryAsync(l => l.Id, l => l.PreviousId, ct);
        List<long> named = [.. since.Select(b => b.InvoiceId).Concat(freedSince.Select(f => f.InvoiceId)).Concat(freed.Select(f => f.CreditNoteId)).OfType<long>().Distinct()];
        numbers = await db.Invoices.Where(i => named.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number ?? i.ProformaNumber, ct);
    }

    /// <summary>The same days of what is one line to the client, however it was amended meanwhile.</summary>
    private bool IsSame(IBilled a, IBilled b) => a.ContractId == b.ContractId && a.Kind == b.Kind && a.From <= b.To && b.From <= a.To
        && (a.Kind is not (BilledKind.Visit or BilledKind.Revision) || a.Key == b.Key) && RootOf(a.LineId) == RootOf(b.LineId);

    private long RootOf(long lineId)
    {
        while (previous.GetValueOrDefault(lineId) is { } before)
        {
            lineId = before;
        }

        return lineId;
    }
}
