using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What a credit note would come to, and what it would do to its invoice: shown before it is issued.</summary>
public sealed class PreviewCredit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long InvoiceId, CreditWish Wish);

    /// <param name="Freed">Paid already and not needed any more: it becomes the client's credit.</param>
    /// <param name="WriteOffsUndone">Small differences that were given up and are taken back: nobody paid them.</param>
    /// <param name="HeldAfter">Of the balance, what the client still holds back.</param>
    public sealed record Preview(decimal Net, IReadOnlyList<ShowInvoice.Tax> Taxes, decimal Total, decimal BalanceAfter, decimal Freed, decimal WriteOffsUndone, decimal HeldAfter);

    public async Task<Result<Preview>> RunAsync(Input input, CancellationToken ct)
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

        var taxes = await TaxTable.LoadAsync(db, invoice.LegalEntityId, ct);
        var made = CreditNotes.Make(invoice, await CreditNotes.OfAsync(db, invoice, taxes, ct), await InvoiceJobs.ReadAsync(db, invoice, ct), taxes, input.Wish, clock.GetUtcNow().UtcDateTime);
        if (!made.TryGet(out var note))
        {
            return Result<Preview>.Refused(made.Refusals);
        }

        var after = invoice.WouldCredit(note.Total);
        return new Preview(
            note.Net, [.. note.Taxes.OrderBy(t => t.Position).Select(t => new ShowInvoice.Tax(t.Name, t.Percent, t.Base, t.Amount, t.Reason))], note.Total,
            after.Balance, after.Freed, after.WriteOffsUndone, after.Held);
    }
}
