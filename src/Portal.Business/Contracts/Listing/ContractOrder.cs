using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Listing;

/// <summary>A contract with what the list is sorted by.</summary>
internal sealed class ContractOrder
{
    public required Contract Contract { get; init; }

    public required string Client { get; init; }

    public required string Payer { get; init; }

    public required decimal Annual { get; init; }

    /// <param name="counted">The lines that a year's amount is of.</param>
    public static IQueryable<ContractOrder> Of(PortalDbContext db, IQueryable<Contract> contracts, IQueryable<ContractLine> counted) =>
        from c in contracts
        select new ContractOrder
        {
            Contract = c,
            Client = db.Clients.Where(k => k.Id == c.ClientId).Select(k => k.Name).First(),
            Payer = db.Clients.Where(k => k.Id == c.PayerId).Select(k => k.Name).First(),
            Annual = counted.Where(l => l.ContractId == c.Id).Sum(l => l.AnnualNet),
        };

    /// <summary>As the page asks; the newest first where it does not say.</summary>
    public static IQueryable<ContractOrder> Sort(IQueryable<ContractOrder> rows, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("reference", false) => rows.OrderBy(r => r.Contract.Reference),
            ("reference", true) => rows.OrderByDescending(r => r.Contract.Reference),
            ("client", false) => rows.OrderBy(r => r.Client),
            ("client", true) => rows.OrderByDescending(r => r.Client),
            ("starts", false) => rows.OrderBy(r => r.Contract.StartsOn),
            ("starts", true) => rows.OrderByDescending(r => r.Contract.StartsOn),
            ("next", false) => rows.OrderBy(r => r.Contract.NextInvoiceOn == null).ThenBy(r => r.Contract.NextInvoiceOn),
            ("next", true) => rows.OrderByDescending(r => r.Contract.NextInvoiceOn),
            ("annual", false) => rows.OrderBy(r => r.Annual),
            ("annual", true) => rows.OrderByDescending(r => r.Annual),
            _ => rows.OrderByDescending(r => r.Contract.CreatedAt),
        };
        return sorted.ThenBy(r => r.Contract.Id);
    }
}
