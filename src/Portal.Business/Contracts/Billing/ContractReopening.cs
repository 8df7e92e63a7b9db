using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Contracts.Billing;

/// <summary>
/// Opens again what lines of an invoice had billed of contracts: the line of a proforma is removed, or credited in full by somebody who says so.
/// The next run bills it anew.
/// </summary>
internal static class ContractReopening
{
    /// <summary>To be called in the save that removes or credits the lines. What they had billed is kept in <see cref="FreedPeriod"/>.</summary>
    /// <param name="note">The credit note that credits them.</param>
    public static async Task FreeAsync(
        PortalDbContext db, Invoice invoice, IReadOnlyCollection<long> lineIds, FreedBecause because, Invoice? note, ICurrentUser user, DateTime now, CancellationToken ct)
    {
        var freed = lineIds.Count == 0 ? [] : await db.BilledPeriods.Where(b => b.InvoiceId == invoice.Id && lineIds.Contains(b.InvoiceLineId!.Value)).ToListAsync(ct);
        if (freed.Count == 0)
        {
            return;
        }

        db.BilledPeriods.RemoveRange(freed);
        db.FreedPeriods.AddRange(freed.Select(b => FreedPeriod.Of(b, invoice, because, note?.Id, user, now)));
        var ids = freed.Select(b => b.ContractId).Distinct().ToList();
        foreach (var contract in await db.Contracts.Include(c => c.Periods).Where(c => ids.Contains(c.Id)).ToListAsync(ct))
        {
            var own = freed.Where(b => b.ContractId == contract.Id).ToList();
            contract.BillAgain(own.Min(b => b.InvoiceOn));
            foreach (var period in contract.Periods.Where(p => p.RevisedAt is not null && own.Exists(b => p.From <= b.InvoiceOn && b.InvoiceOn <= p.To)))
            {
                period.Revise(null);
            }

            db.Touch(contract);
            db.TimelineEntries.Add(new TimelineEntry(
                contract.ClientId, contract.JobId, now, user, "Contracts.OpenedAgain", nameof(Contract), contract.Id, contract.Reference, own.Min(b => b.From), own.Max(b => b.To),
                invoice.DisplayNumber));
        }
    }

    /// <summary>
    /// A revision credited a part of the year of one of the periods: billed again, it would be billed whole. What a revision billed on top stays as it is and
    /// is in nobody's way.
    /// </summary>
    /// <returns>Null where they may be opened.</returns>
    public static async Task<Refusal?> WhyNotAsync(PortalDbContext db, Invoice invoice, IReadOnlyCollection<long> lineIds, CancellationToken ct)
    {
        var opened = lineIds.Count == 0 ? [] : await db.BilledPeriods.AsNoTracking()
            .Where(b => b.InvoiceId == invoice.Id && lineIds.Contains(b.InvoiceLineId!.Value) && b.Kind == BilledKind.Period).ToListAsync(ct);
        var ids = opened.Select(b => b.ContractId).Distinct().ToList();
        var revisions = ids.Count == 0 ? [] : await db.BilledPeriods.AsNoTracking()
            .Where(b => ids.Contains(b.ContractId) && b.Kind == BilledKind.Revision && b.Net < 0 && b.InvoiceId != null).OrderBy(b => b.From).ToListAsync(ct);
        if (revisions.Count == 0)
        {
            return null;
        }

        var contracts = await db.Contracts.AsNoTracking().Include(c => c.Lines).Where(c => ids.Contains(c.Id)).ToListAsync(ct);
        return revisions.Find(r => opened.Exists(b => r.From <= b.InvoiceOn && b.InvoiceOn <= r.To && contracts.Exists(c => c.Id == b.ContractId && c.IsOneLine(b.LineId, r.LineId)))) is { } revised
            ? Refusal.NotNow("Contracts.PeriodIsRevised", revised.From, revised.To).On(nameof(CreditInvoice.Input.ReopensPeriods)) : null;
    }

    /// <summary>The lines of an invoice that a new credit note leaves nothing of; not those that were credited before.</summary>
    /// <param name="notes">The credit notes before it.</param>
    public static IReadOnlyCollection<long> CreditedInFull(Invoice original, IReadOnlyCollection<Invoice> notes, Invoice note, InvoiceJobs jobs)
    {
        var before = Gone(notes);
        return [.. Gone([.. notes, note]).Except(before)];

        HashSet<long> Gone(IEnumerable<Invoice> all) =>
            [.. CreditLedger.Of(original, all, jobs).Entries.Where(e => e.Line.Source == InvoiceLineSource.Contract && e.Net == 0).Select(e => e.Line.Id)];
    }
}
