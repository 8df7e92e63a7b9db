using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What is left of each line of an issued invoice to credit.</summary>
public sealed class ShowCreditable(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long InvoiceId);

    /// <param name="Left">Of its quantity; zero where amounts have used it up.</param>
    /// <param name="NetLeft">What an amount may credit of it, before tax.</param>
    /// <param name="FromJob">Its quantity can go back to the job.</param>
    public sealed record Line(long LineId, string Description, decimal Left, string Unit, decimal UnitPrice, decimal NetLeft, bool FromJob);

    /// <param name="Amount">What may still be credited, tax included.</param>
    /// <param name="Net">The same before tax.</param>
    /// <param name="Balance">What of the invoice is still owed.</param>
    /// <param name="BillsContracts">Periods of contracts may be opened again with the credit.</param>
    public sealed record Creditable(decimal Amount, decimal Net, decimal Balance, string Currency, IReadOnlyList<Line> Lines, bool BillsContracts = false);

    public async Task<Result<Creditable>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesCredit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        if (invoice.WhyNotCreditable() is { } refusal)
        {
            return refusal;
        }

        var notes = await CreditNotes.OfAsync(db, invoice, await TaxTable.LoadAsync(db, invoice.LegalEntityId, ct), ct);
        var ledger = CreditLedger.Of(invoice, notes, await InvoiceJobs.ReadAsync(db, invoice, ct));
        var left = ledger.Entries;
        return new Creditable(
            invoice.Creditable, left.Sum(e => e.Net), invoice.Balance, invoice.Currency,
            [.. left.Where(e => e is { IsUsedUp: false, Line.DepositId: null }).Select(e => new Line(
                e.Line.Id, e.Line.Description, e.Quantity, e.Line.Unit, e.Line.UnitPrice, ledger.CreditableOf(e), e.Line.JobLineId is not null))],
            await db.BilledPeriods.AnyAsync(b => b.InvoiceId == invoice.Id, ct));
    }
}
