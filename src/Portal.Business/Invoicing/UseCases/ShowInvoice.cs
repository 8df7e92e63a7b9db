using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Quotes;
using Portal.Business.Timesheets.Documents;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Everything the page of one invoice, proforma or credit note shows.</summary>
public sealed partial class ShowInvoice(PortalDbContextFactory contexts, CompanyBooks books, ICurrentUser user, TimeProvider clock)
{
    private const int MostDeposits = 20;

    public sealed record Input(long InvoiceId);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).Include(i => i.Instalments).Include(i => i.Releases)
            .SingleOrDefaultAsync(i => i.Id == input.InvoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        var clients = await db.Clients.AsNoTracking().Include(c => c.Contacts)
            .Where(c => c.Id == invoice.ClientId || c.Id == invoice.BilledToId).ToDictionaryAsync(c => c.Id, ct);
        var jobLines = invoice.Lines.Where(l => l.JobLineId != null).Select(l => l.JobLineId!.Value).ToList();
        var left = await db.Jobs.SelectMany(j => j.Lines).Where(l => jobLines.Contains(l.Id))
            .ToDictionaryAsync(l => l.Id, l => l.Quantity - l.InvoicedQuantity, ct);
        var otherJobs = await db.Jobs.Where(j => j.Id != invoice.JobId && j.Lines.Any(l => jobLines.Contains(l.Id))).OrderBy(j => j.Number).Select(j => new BilledJob(j.Id, j.Number)).ToListAsync(ct);
        var book = await books.GetAsync(db, invoice.LegalEntityId, ct);
        var (entity, today) = (book.Entity, book.Entity.Today(clock));
        var (buyer, payer) = (clients[invoice.ClientId], clients[invoice.BilledToId]);
        var jobNumber = await db.Jobs.Where(j => j.Id == invoice.JobId).Select(j => j.Number).SingleOrDefaultAsync(ct);
        var quote = await db.Quotes.Where(q => q.Id == invoice.QuoteId).Select(q => new { q.Number, q.Revision }).SingleOrDefaultAsync(ct);
        var related = await db.Invoices.Where(i => i.Id == invoice.OriginalId || i.OriginalId == invoice.Id)
            .OrderBy(i => i.Id).Select(i => new Related(i.Id, i.Number ?? i.ProformaNumber, i.Kind, i.Total)).ToListAsync(ct);

        var unnamed = await DepositDeductions.NameAsync(db, invoice, ct);
        var above = user.Has(Permissions.InvoicesOverInvoice) ? null : await DepositRoom.WhyNotAsync(db, invoice, ct);
        var lines = invoice.Lines.OrderBy(l => l.Position).ToList();
        var shown = new Shown
        {
            Id = invoice.Id,
            Version = invoice.Version,
            Kind = invoice.Kind,
            Status = invoice.Status,
            IsDeposit = invoice.IsDeposit,
            Number = invoice.Number,
            ProformaNumber = invoice.ProformaNumber,
            Language = invoice.Language,
            Currency = invoice.Currency,
            Seller = new Company(entity.Id, entity.Name, today),
            SoldTo = ToParty(buyer),
            BilledTo = ToParty(payer),
            Recipients = InvoiceRecipients.Of(payer),
            DeliveredTo = invoice.Parties is { } parties ? parties.Elsewhere() : await ClientSites.PlaceAsync(db, invoice.SiteId, ct),
            Work = new Work(invoice.JobId, jobNumber, otherJobs, invoice.QuoteId, quote is null ? null : Quote.FullNumberOf(quote.Number, quote.Revision)),
            Head = new Invoice.Head(
                invoice.BilledToId, invoice.Title, invoice.PurchaseOrder, invoice.FiscalPositionId, invoice.PaymentTermsId, invoice.Message, invoice.SuppliedOn,
                invoice.PlannedOn, invoice.SendWhenIssued, invoice.SiteId, invoice.Discount, invoice.RetentionPercent, invoice.RetentionUntil),
            Lines = [.. lines.Zip(Subtotals.Of(lines.Select(l => (l.Kind, l.LineNet))), (l, subtotal) => ToLine(l, subtotal, left, invoice.IsProforma))],
            Taxes = [.. invoice.Taxes.OrderBy(t => t.Position).Select(t => new Tax(t.Name, t.Percent, t.Base, t.Amount, t.Reason))],
            Sums = new Amounts(
                invoice.DiscountAmount, invoice.Net, invoice.Total, invoice.Credited, invoice.Paid, invoice.WrittenOff, invoice.Balance, invoice.Held, invoice.RetentionShown,
                invoice is { IsIssued: true, ExchangeRateOn: { } rateOn } ? new InBooks(invoice.BookCurrency, invoice.ExchangeRate, rateOn, invoice.BookTotal) : null),
            IssuedOn = invoice.IssuedOn,
            DueOn = invoice.NextDueOn,
            IsOverdue = invoice.IsOverdueOn(today),
            Instalments = [.. invoice.Instalments.OrderBy(t => t.Position).Select(t => (t.DueOn, t.Amount))],
            Accounting = invoice.Accounting,
            Attention = invoice.Attention,
            Dispute = invoice.DisputedOn is { } disputedOn ? new InDispute(disputedOn, invoice.DisputeReason, invoice.DisputedBy) : null,
            Waiting = await OnItsWay.FindAsync(db, invoice, entity, clock.GetUtcNow().UtcDateTime, ct),
            HasTimesheet = await InvoiceTimesheets.AnyAsync(db, invoice, ct),
            Original = related.Find(r => r.Id == invoice.OriginalId),
            CreditNotes = [.. related.Where(r => r.Id != invoice.OriginalId)],
            OpenDeposits = invoice.IsProforma && !invoice.IsDeposit ? await DepositsAsync(db, invoice, ct) : [],
            May = May(invoice),
        };

        // Last, as it calculates the invoice with the taxes of today.
        if (invoice.IsIssued)
        {
            return shown;
        }

        var missing = InvoiceIssuing.Missing(
            invoice, buyer, payer, book, today, [.. unnamed, .. above is null ? Array.Empty<Refusal>() : [above]], await InvoiceIssuing.LockedAsync(db, book, invoice, today, ct));
        return shown with { Missing = missing, Doubts = IssuingDoubts.Of(invoice, buyer, entity, shown.DeliveredTo?.Address) };
    }

    private static Task<List<OpenDeposit>> DepositsAsync(PortalDbContext db, Invoice invoice, CancellationToken ct) => DepositDeductions.For(db, invoice).Take(MostDeposits)
        .Select(d => new OpenDeposit(d.Id, d.Number ?? d.ProformaNumber, d.IssuedOn, d.Total - d.Credited - d.Deducted, d.JobId == invoice.JobId)).ToListAsync(ct);

    private static Party ToParty(Client client) => new(client.Id, client.Name, client.PurchaseOrderRequired);

    private static Line ToLine(InvoiceLine l, decimal? subtotal, Dictionary<long, decimal> left, bool isProforma) => new(
        l.Id, l.Position, l.Source, l.JobLineId, l.ProductId,
        l.JobLineId is { } id && left.TryGetValue(id, out var rest) ? rest + (isProforma ? l.JobQuantity : 0) : null,
        l.JobLineId is not null && l.JobQuantity != l.Quantity, l.LineNet, subtotal,
        new InvoiceLine.Values(
            l.Description, l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.TaxCodeId, l.GlAccountId, l.PurchaseOrder, l.ServiceFrom, l.ServiceTo, l.Kind));

    private Actions May(Invoice invoice)
    {
        var issued = invoice.IsIssued ? Refusal.NotNow("Invoicing.IsIssued", invoice.DisplayNumber) : null;
        return new Actions(
            Edit: Allowed(Permissions.InvoicesEdit) ?? issued,
            Issue: Allowed(Permissions.InvoicesIssue) ?? issued,
            Send: Allowed(Permissions.InvoicesSend),
            Credit: Allowed(Permissions.InvoicesCredit) ?? invoice.WhyNotCreditable(),
            Delete: Allowed(Permissions.InvoicesDelete) ?? invoice.WhyNotDeletable(),
            Pay: Allowed(Permissions.PaymentsRecord) ?? invoice.WhyNotPayable(),
            Dispute: Allowed(Permissions.InvoicesDispute) ?? invoice.WhyNotDisputable());
    }

    private Refusal? Allowed(string permission) => user.Has(permission) ? null : Refusal.Forbidden;
}
