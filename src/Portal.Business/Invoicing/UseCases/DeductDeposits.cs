using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>
/// Deducts deposits of the client from a proforma: what is left of each, by tax code and at most what the proforma charges under it.
/// What it deducted of them before is deducted anew.
/// </summary>
public sealed class DeductDeposits(PortalDbContextFactory contexts, CompanyBooks books, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Version">Of the proforma as the person saw it.</param>
    public sealed record Input(long InvoiceId, int Version, IReadOnlyList<long> DepositIds);

    /// <summary>The proforma's new version.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(invoice, input.Version);
        if (invoice.IsIssued || invoice.IsDeposit)
        {
            return Refusal.NotNow(invoice.IsIssued ? "Invoicing.IsIssued" : "Invoicing.DepositDeductsNothing", invoice.DisplayNumber);
        }

        var own = invoice.Lines.Select(l => l.DepositId).OfType<long>().ToList();
        var allowed = await DepositDeductions.For(db, invoice).Where(d => input.DepositIds.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct);
        List<long> wanted = [.. input.DepositIds.Where(id => own.Contains(id) || allowed.Contains(id)).Distinct()];
        if (wanted.Count < input.DepositIds.Distinct().Count())
        {
            return Refusal.Stale;
        }

        foreach (var line in invoice.Lines.Where(l => l.DepositId is { } id && wanted.Contains(id)).ToList())
        {
            invoice.RemoveLine(line);
        }

        var book = await books.GetAsync(db, invoice.LegalEntityId, ct);
        var deposits = await DepositDeductions.LoadAsync(db, wanted, invoice.Id, ct);
        DepositDeductions.Add(invoice, deposits);
        if (DepositDeductions.Count(deposits, InvoiceKind.Invoice, invoice.Lines, book.Taxes) is { Count: > 0 } refusals)
        {
            return Result<int>.Refused(refusals);
        }

        if (!invoice.Lines.Exists(l => l.DepositId is { } id && wanted.Contains(id)))
        {
            return Refusal.NotNow("Invoicing.NothingToDeductFrom");
        }

        invoice.Calculate(book.Taxes, invoice.PlannedOn ?? book.Entity.Today(clock));
        db.Touch(invoice);
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? invoice.Version : saved.Refusal!;
    }
}
