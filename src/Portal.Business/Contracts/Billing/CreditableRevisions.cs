using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts.Billing;

/// <summary>Revisions in the client's favour are credited on the invoices of their year: which of them can't be, known before anything is made.</summary>
internal static class CreditableRevisions
{
    /// <summary>What of a line was billed in the days of a revision; the latest is credited first.</summary>
    public static IQueryable<BilledPeriod> Billed(PortalDbContext db, IReadOnlyList<long> contractIds) => db.BilledPeriods.AsNoTracking()
        .Where(b => EF.Parameter(contractIds).Contains(b.ContractId) && (b.Kind == BilledKind.Period || b.Kind == BilledKind.Visit) && b.Net > 0 && b.InvoiceId != null);

    /// <summary>What the credit notes of an invoice have left of one of its lines.</summary>
    public static decimal Left(CreditLedger ledger, long invoiceLineId) => ledger.Entries.Where(e => e.Line.Id == invoiceLineId).Sum(ledger.CreditableOf);

    /// <summary>By the item; those that can be credited have none.</summary>
    public static async Task<IReadOnlyDictionary<PlannedItem, Refusal>> WhyNotAsync(PortalDbContext db, IEnumerable<PlannedInvoice> plans, TaxTable taxes, CancellationToken ct)
    {
        var items = plans.Where(p => p.Credits).SelectMany(p => p.Items).ToList();
        var why = new Dictionary<PlannedItem, Refusal>();
        if (items.Count == 0)
        {
            return why;
        }

        var contracts = items.Select(i => i.Contract.Id).Distinct().ToList();
        var (from, to) = (items.Min(i => i.Due.From), items.Max(i => i.Due.To));
        var billed = (await Billed(db, contracts).Where(b => b.InvoiceOn >= from && b.InvoiceOn <= to).OrderByDescending(b => b.To)
            .Select(b => new { b.ContractId, b.LineId, b.InvoiceOn, Invoice = b.InvoiceId!.Value, InvoiceLine = b.InvoiceLineId!.Value }).ToListAsync(ct)).ToLookup(b => b.ContractId);
        var ids = billed.SelectMany(b => b.Select(p => p.Invoice)).Distinct().ToList();
        var invoices = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Where(i => EF.Parameter(ids).Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        foreach (var item in items)
        {
            var (contract, due, left) = (item.Contract, item.Due, -item.Due.Net);
            foreach (var source in billed[contract.Id].Where(b => due.From <= b.InvoiceOn && b.InvoiceOn <= due.To && contract.IsOneLine(b.LineId, due.LineId)))
            {
                var free = await LeftAsync(db, invoices[source.Invoice], source.InvoiceLine, taxes, ct);
                if (free > 0 && invoices[source.Invoice].WhyNotCreditable() is { } refusal)
                {
                    why[item] = refusal;
                    break;
                }

                left -= Math.Min(left, free);
                if (left == 0)
                {
                    break;
                }
            }

            if (left > 0 && !why.ContainsKey(item))
            {
                why[item] = Refusal.NotNow("Contracts.RevisionNotCreditable", (left, contract.Currency));
            }
        }

        return why;
    }

    /// <summary>Of most invoices nothing is credited: nothing more is read of them.</summary>
    /// <param name="invoice">With its lines.</param>
    private static async Task<decimal> LeftAsync(PortalDbContext db, Invoice invoice, long lineId, TaxTable taxes, CancellationToken ct)
    {
        var notes = invoice is { Credited: 0, Deducted: 0 } ? new List<Invoice>() : await CreditNotes.OfAsync(db, invoice, taxes, ct);
        return Left(CreditLedger.Of(invoice, notes, await InvoiceJobs.ReadAsync(db, invoice, ct)), lineId);
    }
}
