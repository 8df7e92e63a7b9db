using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>The query behind the clerk's list: what a filter finds, in which order, and what is shown of it.</summary>
internal static class InvoiceListing
{
    private const int Few = 500;

    /// <summary>
    /// The ids of what a search finds where it is little, read from the index of the search key alone; null without a search or where
    /// it finds much, so that rows in the order of the list come soon.
    /// </summary>
    public static async Task<List<long>?> FewAsync(PortalDbContext db, ListInvoices.Filter filter, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(filter.Search))
        {
            return null;
        }

        var ids = await db.Invoices.Matching(i => i.SearchKey, filter.Search).OrderBy(i => i.SearchKey).Select(i => i.Id).Take(Few + 1).ToListAsync(ct);
        return ids.Count > Few ? null : ids;
    }

    public static IQueryable<Invoice> Matching(PortalDbContext db, ListInvoices.Filter filter, DueDays days, InvoiceNarrowing periods)
    {
        var found = periods.Apply(db.Invoices.AsNoTracking().Matching(i => i.SearchKey, filter.Search), filter);
        if (filter.Statuses is { Count: > 0 } statuses)
        {
            found = OfStatuses(found, statuses);
        }

        var (kind, entity, client, job, from, to) = (filter.Kind, filter.LegalEntityId, filter.ClientId, filter.JobId, filter.From, filter.To);

        // Said as a constant, so that the index of credit notes is seen to hold them all.
        found = kind switch
        {
            null => found,
            InvoiceKind.CreditNote => found.Where(i => i.Kind == InvoiceKind.CreditNote),
            _ => found.Where(i => i.Kind == kind),
        };
        found = entity is null ? found : found.Where(i => i.LegalEntityId == entity);
        found = client is null ? found : found.Where(i => i.ClientId == client || i.BilledToId == client);
        found = job is { } ofJob ? found.OfJob(db, ofJob) : found;
        found = filter.ContractId is { } contract ? found.OfContract(db, contract) : found;
        found = from is null ? found : found.Where(i => i.Day >= from);
        found = to is null ? found : found.Where(i => i.Day <= to);
        found = !filter.OnlyUnpaid ? found : found.Where(i => i.Balance > 0);
        found = !filter.OnlyOverdue ? found : found.Where(days.IsOverdue);
        found = !filter.OnlyToIssue ? found : found.Where(days.IsToIssue);
        found = !filter.OnlyIssued ? found : OfStatuses(found, [InvoiceStatus.ReadyToSend, InvoiceStatus.Sent]);
        found = !filter.OnlyDisputed ? found : found.Where(i => i.DisputedOn != null);
        var currency = filter.Currency;
        found = filter.DueFrom is null && filter.DueTo is null ? found : found.Where(InvoiceDue.IsShownWithin(filter.DueFrom, filter.DueTo));
        found = currency is null ? found : found.Where(i => i.Currency == currency);
        return !filter.OnlyAttention ? found : found.Where(i => i.Attention != null);
    }

    /// <summary>
    /// Most invoices are sent. Where others are wanted with them, it is said by what is not, so that the database does not gather and
    /// sort them all, but walks the index of the list's order until the page is full.
    /// </summary>
    private static IQueryable<Invoice> OfStatuses(IQueryable<Invoice> found, IReadOnlyList<InvoiceStatus> statuses)
    {
        if (statuses.Count == 1 || !statuses.Contains(InvoiceStatus.Sent))
        {
            return found.Where(i => statuses.Contains(i.Status));
        }

        foreach (var other in Enum.GetValues<InvoiceStatus>().Except(statuses))
        {
            found = found.Where(i => i.Status != other);
        }

        return found;
    }

    public static IQueryable<Invoice> Sorted(IQueryable<Invoice> found, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("number", false) => found.OrderBy(i => i.Number ?? i.ProformaNumber).ThenBy(i => i.Id),
        ("number", true) => found.OrderByDescending(i => i.Number ?? i.ProformaNumber).ThenByDescending(i => i.Id),
        ("issued", false) => found.OrderBy(i => i.IssuedOn).ThenBy(i => i.Id),
        ("issued", true) => found.OrderByDescending(i => i.IssuedOn).ThenByDescending(i => i.Id),
        ("due", false) => found.OrderBy(InvoiceDue.Next).ThenBy(i => i.Id),
        ("due", true) => found.OrderByDescending(InvoiceDue.Next).ThenByDescending(i => i.Id),
        ("total", false) => found.OrderBy(i => i.Total).ThenBy(i => i.Id),
        ("total", true) => found.OrderByDescending(i => i.Total).ThenByDescending(i => i.Id),
        ("balance", false) => found.OrderBy(i => i.Balance).ThenBy(i => i.Id),
        ("balance", true) => found.OrderByDescending(i => i.Balance).ThenByDescending(i => i.Id),
        ("status", false) => found.OrderBy(i => i.Status).ThenByDescending(i => i.Id),
        ("status", true) => found.OrderByDescending(i => i.Status).ThenByDescending(i => i.Id),
        (_, true) => found.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id),
        _ => found.OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
    };

    public static IQueryable<ListInvoices.Row> Project(PortalDbContext db, IQueryable<Invoice> found, DueDays days) => found.Select(Rules.Over<Invoice, ListInvoices.Row>(
        (Invoice i, DateOnly? dueOn, bool isOverdue) => new ListInvoices.Row(
            i.Id, i.Kind, i.Status, i.Number ?? i.ProformaNumber, i.ClientId, db.Clients.First(c => c.Id == i.ClientId).Name, i.JobId,
            db.Jobs.Where(j => j.Id == i.JobId).Select(j => j.Number).FirstOrDefault(), i.Title, i.IssuedOn, i.PlannedOn, dueOn,
            isOverdue, i.Net, i.Total, i.Paid, i.Credited, i.Balance,
            i.Currency, i.Accounting, i.Attention, i.Version, i.IsDeposit, i.DisputedOn != null),
        InvoiceDue.Next, days.IsOverdue));
}
