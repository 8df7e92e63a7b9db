using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Billing;

/// <summary>
/// How many invoices of contracts are dated on a day, for limits of their number: those that are there, and those that are judged to be made. A preview
/// counts in one tally what a run counts in the database.
/// </summary>
internal sealed class InvoiceTally
{
    /// <param name="On">The date that it was to have.</param>
    /// <param name="Invoice">What tells it from others: its id, or what it is planned by.</param>
    public sealed record Entry(long ContractId, long PayerId, DateOnly On, object Invoice);

    private readonly Dictionary<(bool OfPayer, long Id, DateOnly On), HashSet<object>> invoices = [];

    /// <summary>Reads those that count for the contracts on some days; nothing where no limit counts them.</summary>
    public async Task LoadAsync(PortalDbContext db, ContractsToBill of, IReadOnlyCollection<DateOnly> days, CancellationToken ct)
    {
        var contracts = of.Contracts.Where(c => c.Contract.MostInvoicesPerDay is not null).Select(c => c.Contract.Id).ToList();
        var payers = of.Contracts.Where(c => of.MostInvoicesOfPayer(c.Contract) is not null).Select(c => c.Contract.PayerId).Distinct().ToList();
        var company = db.Contracts.Where(c => c.LegalEntityId == of.Book.Entity.Id);
        foreach (var some in new[] { (contracts.Count, Of: company.Where(c => EF.Parameter(contracts).Contains(c.Id))), (payers.Count, Of: company.Where(c => EF.Parameter(payers).Contains(c.PayerId))) }
            .Where(s => s.Count > 0 && days.Count > 0))
        {
            var dated = await (
                from contract in some.Of
                join billed in db.BilledPeriods on contract.Id equals billed.ContractId
                where EF.Parameter(days).Contains(billed.DatedOn) && billed.InvoiceId != null && !(billed.Kind == BilledKind.Revision && billed.Net < 0)
                select new { contract.Id, contract.PayerId, billed.DatedOn, InvoiceId = billed.InvoiceId!.Value }).Distinct().ToListAsync(ct);
            dated.ForEach(d => Add(new Entry(d.Id, d.PayerId, d.DatedOn, d.InvoiceId)));
        }
    }

    public void Add(Entry entry)
    {
        Of(false, entry.ContractId, entry.On).Add(entry.Invoice);
        Of(true, entry.PayerId, entry.On).Add(entry.Invoice);
    }

    public void Remove(Entry entry)
    {
        Of(false, entry.ContractId, entry.On).Remove(entry.Invoice);
        Of(true, entry.PayerId, entry.On).Remove(entry.Invoice);
    }

    public int OfContract(long contractId, DateOnly on, IEnumerable<Entry> more) => Count(Of(false, contractId, on), more);

    public int OfPayer(long payerId, DateOnly on, IEnumerable<Entry> more) => Count(Of(true, payerId, on), more);

    private static int Count(HashSet<object> there, IEnumerable<Entry> more) => there.Count + more.Select(e => e.Invoice).Distinct().Count(i => !there.Contains(i));

    private HashSet<object> Of(bool ofPayer, long id, DateOnly on) =>
        invoices.TryGetValue((ofPayer, id, on), out var set) ? set : invoices[(ofPayer, id, on)] = [];
}
