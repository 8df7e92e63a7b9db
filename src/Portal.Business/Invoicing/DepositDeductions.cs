using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing;

/// <summary>
/// Deducts deposits from the invoices of the work. What is deducted is counted on the deposit in the same save, and its version tells
/// two people apart who deduct or credit it at once.
/// </summary>
internal static partial class DepositDeductions
{
    public const string NotIssued = "Invoicing.DepositNotIssued";

    /// <summary>Deposits, issued or not, of which something is neither deducted nor credited.</summary>
    public static IQueryable<Invoice> Open(PortalDbContext db) => db.Invoices.Where(d => d.IsDeposit && d.Total > d.Credited + d.Deducted);

    /// <summary>
    /// The deposits of the client that an invoice may deduct, those of its job first: issued ones, and of its own job those that wait to be issued, as it does
    /// itself then.
    /// </summary>
    public static IQueryable<Invoice> For(PortalDbContext db, Invoice invoice)
    {
        var (client, entity, currency, job) = (invoice.ClientId, invoice.LegalEntityId, invoice.Currency, invoice.JobId);
        return Open(db).Where(d => (d.Number != null || (d.JobId != null && d.JobId == job)) && d.ClientId == client && d.LegalEntityId == entity && d.Currency == currency)
            .OrderBy(d => d.JobId == job ? 0 : 1).ThenBy(d => d.IssuedOn).ThenBy(d => d.Id);
    }

    /// <summary>Whoever asks, what every document deducts counts: a client who approves a quote sees no proforma.</summary>
    /// <param name="exceptInvoice">A proforma whose own deductions do not count, as they are about to be said anew.</param>
    public static async Task<List<DepositState>> LoadAsync(PortalDbContext db, IReadOnlyCollection<long> depositIds, long? exceptInvoice, CancellationToken ct)
    {
        if (depositIds.Count == 0)
        {
            return [];
        }

        var deposits = await db.Invoices.AsSplitQuery().Include(d => d.Lines).Include(d => d.Taxes).Where(d => depositIds.Contains(d.Id) && d.IsDeposit).ToListAsync(ct);
        var companies = deposits.Select(d => d.LegalEntityId).Distinct().ToList();
        var entities = await db.LegalEntities.AsNoTracking().Where(e => companies.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        var notes = await db.Invoices.AsNoTracking().AsSplitQuery().Include(n => n.Lines).Include(n => n.Taxes)
            .Where(n => n.OriginalId != null && depositIds.Contains(n.OriginalId.Value) && n.Number != null).ToListAsync(ct);
        var taken = await db.Invoices.AllClients().AsNoTracking().Where(i => i.Id != exceptInvoice).SelectMany(i => i.Lines, (i, l) => new { i.Kind, Line = l })
            .Where(x => x.Line.DepositId != null && depositIds.Contains(x.Line.DepositId.Value)).ToListAsync(ct);
        return
        [
            .. deposits.OrderBy(d => depositIds.TakeWhile(id => id != d.Id).Count()).Select(d => new DepositState(
                d, [.. notes.Where(n => n.OriginalId == d.Id)], [.. taken.Where(t => t.Line.DepositId == d.Id).Select(t => Deduction.Of(t.Kind, t.Line))],
                d.IssuedOn ?? d.PlannedOn ?? entities[d.LegalEntityId].DayOf(d.CreatedAt))),
        ];
    }

    /// <summary>Deducts what is left of the deposits, each by tax code and at most what the invoice charges under it, less the discount on the document.</summary>
    public static void Add(Invoice invoice, IEnumerable<DepositState> deposits)
    {
        invoice.ShareDiscount();
        foreach (var state in deposits)
        {
            foreach (var (code, account, net) in state.Left())
            {
                var charged = invoice.Lines.Where(l => l.TaxCodeId == code).Sum(l => l.Net);
                if (Math.Min(net, charged) is var part and > 0)
                {
                    invoice.AddLine(Line(state.Deposit, state.RatesOf, code, account, part, invoice.Language));
                }
            }
        }
    }

    /// <param name="ratesOf">The day whose rates it was taxed at.</param>
    /// <param name="net">What it deducts, before tax.</param>
    public static InvoiceLine Line(Invoice deposit, DateOnly ratesOf, long? taxCode, long? account, decimal net, string language)
    {
        var line = new InvoiceLine { Source = InvoiceLineSource.Deposit, DepositId = deposit.Id };
        line.Set(new InvoiceLine.Values(Say(deposit, language), 1, "", -net, 0, taxCode, account));
        line.Deduct(line.Description, ratesOf);
        return line;
    }

    /// <summary>Counts on their deposits what a document deducts.</summary>
    /// <param name="kind">Of the document; a credit note gives back what its invoice had deducted.</param>
    public static List<Refusal> Count(IEnumerable<DepositState> deposits, InvoiceKind kind, IReadOnlyCollection<InvoiceLine> lines, TaxTable taxes) =>
        [.. deposits.SelectMany(d => d.Deduct(lines.Where(l => l.DepositId == d.Deposit.Id).Select(l => Deduction.Of(kind, l)), taxes).Refusals)];

    /// <summary>A proforma that goes away deducts nothing any more.</summary>
    public static async Task GiveBackAsync(PortalDbContext db, Invoice proforma, CancellationToken ct)
    {
        var ids = proforma.Lines.Select(l => l.DepositId).OfType<long>().Distinct().ToList();
        if (ids.Count > 0)
        {
            Count(await LoadAsync(db, ids, proforma.Id, ct), InvoiceKind.Invoice, [], await TaxTable.LoadAsync(db, proforma.LegalEntityId, ct));
        }
    }

    /// <summary>After a deposit was changed or issued: what is deducted of it counts with its taxes of now.</summary>
    public static async Task<IReadOnlyList<Refusal>> RecountAsync(PortalDbContext db, Invoice deposit, TaxTable taxes, CancellationToken ct) =>
        [.. Count(await LoadAsync(db, [deposit.Id], null, ct), InvoiceKind.Invoice, [], taxes)];

    /// <summary>Before an invoice is issued: each deduction says number and day of its deposit, which has to be issued itself.</summary>
    public static async Task<IReadOnlyList<Refusal>> NameAsync(PortalDbContext db, Invoice invoice, CancellationToken ct)
    {
        var ids = invoice.Lines.Select(l => l.DepositId).OfType<long>().Distinct().ToList();
        if (invoice.IsIssued || ids.Count == 0)
        {
            return [];
        }

        var deposits = await db.Invoices.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
        foreach (var line in invoice.Lines.Where(l => l.DepositId is not null))
        {
            if (deposits[line.DepositId!.Value] is { IssuedOn: { } day } deposit)
            {
                line.Deduct(Say(deposit, invoice.Language), day, deposit.ExchangeRateOn is null ? null : deposit.ExchangeRate);
            }
        }

        return [.. deposits.Values.Where(d => !d.IsIssued).Select(d => Refusal.NotNow(NotIssued, d.ProformaNumber))];
    }

    private static string Say(Invoice deposit, string language) => deposit is { Number: { } number, IssuedOn: { } day }
        ? TextsIn.Get<InvoicingText>(language, "DepositDeducted", number, Formats.For(language).LongDate(day))
        : TextsIn.Get<InvoicingText>(language, "DepositToDeduct");
}
