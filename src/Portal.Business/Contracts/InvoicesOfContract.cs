using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Contracts;

internal static class InvoicesOfContract
{
    /// <summary>Those of the contract alone, those over several contracts that bill lines of it, and what credits either.</summary>
    public static IQueryable<Invoice> OfContract(this IQueryable<Invoice> invoices, PortalDbContext db, long contractId) =>
        invoices.Where(i => i.ContractId == contractId || db.Set<InvoiceLine>().Where(l => l.ContractId == contractId).Select(l => l.InvoiceId).Contains(i.Id));
}
