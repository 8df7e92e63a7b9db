using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>Revisions in the client's favour are credited on the invoices of their year: which of them can't be yet, known before anything is made.</summary>
internal static class CreditableRevisions
{
    /// <summary>What of a line was billed in the days of a revision; the latest is credited first.</summary>
    public static IQueryable<BilledPeriod> Billed(PortalDbContext db, IReadOnlyList<long> contractIds) => db.BilledPeriods.AsNoTracking()
        .Where(b => EF.Parameter(contractIds).Contains(b.ContractId) && (b.Kind == BilledKind.Period || b.Kind == BilledKind.Visit) && b.Net > 0 && b.InvoiceId != null);

    /// <summary>By the item; those that can be credited have none.</summary>
    public static async Task<IReadOnlyDictionary<PlannedItem, Refusal>> WhyNotAsync(PortalDbContext db, IEnumerable<PlannedInvoice> plans, CancellationToken ct)
    {
        var items = plans.Where(p => p.Credits).SelectMany(p => p.Items).ToList();
        var why = new Dictionary<PlannedItem, Refusal>();
        if (items.Count == 0)
        {
            return why;
        }

        var contracts = items.Select(i => i.Contract.Id).Distinct().ToList();
        var billed = (await Billed(db, contracts).OrderByDescending(b => b.To).Select(b => new { b.ContractId, b.LineId, b.InvoiceOn, b.Net, Invoice = b.InvoiceId!.Value }).ToListAsync(ct)).ToLookup(b => b.ContractId);
        var ids = billed.SelectMany(b => b.Select(p => p.Invoice)).Distinct().ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        foreach (var item in items)
        {
            var (contract, due, left) = (item.Contract, item.Due, -item.Due.Net);
            foreach (var source in billed[contract.Id].Where(b => due.From <= b.InvoiceOn && b.InvoiceOn <= due.To && contract.IsOneLine(b.LineId, due.LineId)).TakeWhile(_ => left > 0))
            {
                if (invoices[source.Invoice].WhyNotCreditable() is { Code: "Invoicing.NotCreditable" or "Invoicing.NotInAccountsYet" } refusal)
                {
                    why[item] = refusal;
                    break;
                }

                left -= Math.Min(left, source.Net);
            }
        }

        return why;
    }
}
