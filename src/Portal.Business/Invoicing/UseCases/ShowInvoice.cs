using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Quotes;
using Portal.Business.Timesheets.Documents;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>Everything the page of one invoice, proforma or credit note shows.</summary>
public sealed class ShowInvoice(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    private const int MostDeposits = 20;

    public sealed record Input(long InvoiceId);

    public sealed record Party(long Id, string Name, bool PurchaseOrderRequired);

    /// <param name="OrderedLeft">What is left to invoice of its job line, this line not counted; null for other lines.</param>
    /// <param name="LineNet">Before the document's discount.</param>
    /// <param name="Subtotal">What a subtotal says; null for the other kinds.</param>
    public sealed record Line(
        long Id, int Position, InvoiceLineSource Source, long? JobLineId, long? ProductId, decimal? OrderedLeft, bool IsShare, decimal LineNet, decimal? Subtotal,
        InvoiceLine.Values Values);

    public sealed record Tax(LocalText Name, decimal Percent, decimal Base, decimal Amount, LocalText Reason);

    /// <summary>A job beside that of the invoice, of which lines are billed with it.</summary>
    public sealed record BilledJob(long Id, string Number);

    public sealed record Related(long Id, string Number, InvoiceKind Kind, decimal Total);

    /// <summary>A deposit of the client that a proforma may deduct.</summary>
    /// <param name="Left">Not deducted nor credited yet, tax included.</param>
    /// <param name="IssuedOn">Null where it waits to be issued: then it is named, and the invoice that deducts it waits for it.</param>
    public sealed record OpenDeposit(long Id, string Number, DateOnly? IssuedOn, decimal Left, bool OfJob);

    /// <param name="Credit">Null where it may be credited; else why not. The same for the others.</param>
    public sealed record Actions(Refusal? Edit, Refusal? Issue, Refusal? Send, Refusal? Credit, Refusal? Delete, Refusal? Pay, Refusal? Dispute);

    public sealed record InDispute(DateOnly On, string Reason, string By);

    /// <param name="Today">The day it is for the legal entity.</param>
    /// <param name="DeliveredTo">As named while a proforma; of an issued document only where it is not the billing address.</param>
    /// <param name="Waiting">A message with it that is still on its way.</param>
    /// <param name="Deducted">Of a deposit: what other documents deduct of it.</param>
    /// <param name="Held">Of the balance, what the client still holds back.</param>
    /// <param name="Retained">What was held back at issue; of a proforma, what would be.</param>
    /// <param name="HeldUntil">When that is released by itself; null leaves it to a person.</param>
    /// <param name="OpenDeposits">What a proforma may deduct and does not yet.</param>
    /// <param name="Missing">All that stands in the way of issuing a proforma; empty for an issued document.</param>
    public sealed record Shown(
        long Id, int Version, InvoiceKind Kind, InvoiceStatus Status, string DisplayNumber, string ProformaNumber, string? Number, string Language, string Currency,
        long LegalEntityId, string LegalEntityName, Party SoldTo, Party BilledTo, long? JobId, string? JobNumber, long? QuoteId, string? QuoteNumber, int? QuoteStage,
        Invoice.Head Head, DateTime CreatedAt, DateOnly? IssuedOn, DateOnly? DueOn, DateTime? SentAt, IReadOnlyList<Line> Lines, IReadOnlyList<Tax> Taxes,
        IReadOnlyList<(DateOnly DueOn, decimal Amount)> Instalments, decimal DiscountAmount, decimal Net, decimal TaxTotal, decimal Total, decimal Credited, decimal Paid, decimal WrittenOff, decimal Balance,
        AccountingState Accounting, string? Attention, Related? Original, IReadOnlyList<Related> CreditNotes, InvoiceRecipients Recipients, Actions May,
        DateOnly Today, string TimeZone, bool IsOverdue, IReadOnlyList<Refusal> Missing, DeliveryPlace? DeliveredTo, OnItsWay? Waiting,
        bool IsDeposit = false, decimal Deducted = 0, IReadOnlyList<OpenDeposit>? OpenDeposits = null, InDispute? Dispute = null, decimal Held = 0, decimal Retained = 0, DateOnly? HeldUntil = null,
        InBooks? InBooks = null, bool HasTimesheet = false, IReadOnlyList<BilledJob>? OtherJobs = null);

    /// <summary>An issued document in another currency than that of the books.</summary>
    public sealed record InBooks(string Currency, decimal Rate, DateOnly RateOn, decimal Total, decimal Balance);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var invoice = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).Include(i => i.Instalments)
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
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var today = entity.Today(clock);
        var (buyer, payer) = (clients[invoice.ClientId], clients[invoice.BilledToId]);
        var jobNumber = await db.Jobs.Where(j => j.Id == invoice.JobId).Select(j => j.Number).SingleOrDefaultAsync(ct);
        var quote = await db.Quotes.Where(q => q.Id == invoice.QuoteId).Select(q => new { q.Number, q.Revision }).SingleOrDefaultAsync(ct);
        var related = await db.Invoices.Where(i => i.Id == invoice.OriginalId || i.OriginalId == invoice.Id)
            .OrderBy(i => i.Id).Select(i => new Related(i.Id, i.Number ?? i.ProformaNumber, i.Kind, i.Total)).ToListAsync(ct);

        var unnamed = await DepositDeductions.NameAsync(db, invoice, ct);
        var above = user.Has(Permissions.InvoicesOverInvoice) ? null : await DepositRoom.WhyNotAsync(db, invoice, ct);
        var lines = invoice.Lines.OrderBy(l => l.Position).ToList();
        IReadOnlyList<Refusal> locked = invoice.IsIssued
            ? []
            : [.. await PeriodLock.RefusalsAsync(db, entity, today, ct), .. await ExchangeRates.MissingAsync(db, entity, invoice.Currency, today, ct)];
        return new Shown(
            invoice.Id, invoice.Version, invoice.Kind, invoice.Status, invoice.DisplayNumber, invoice.ProformaNumber, invoice.Number, invoice.Language,
            invoice.Currency, invoice.LegalEntityId, entity.Name, ToParty(buyer), ToParty(payer),
            invoice.JobId, jobNumber, invoice.QuoteId, quote is null ? null : Quote.FullNumberOf(quote.Number, quote.Revision),
            invoice.QuoteStage,
            new Invoice.Head(
                invoice.BilledToId, invoice.Title, invoice.PurchaseOrder, invoice.FiscalPositionId, invoice.PaymentTermsId, invoice.Message, invoice.SuppliedOn,
                invoice.PlannedOn, invoice.SendWhenIssued, invoice.SiteId, invoice.Discount, invoice.RetentionPercent, invoice.RetentionUntil),
            invoice.CreatedAt, invoice.IssuedOn, invoice.DueOn, invoice.SentAt,
            [.. lines.Zip(Subtotals.Of(lines.Select(l => (l.Kind, l.LineNet))), (l, subtotal) => ToLine(l, subtotal, left, invoice.IsProforma))],
            [.. invoice.Taxes.OrderBy(t => t.Position).Select(t => new Tax(t.Name, t.Percent, t.Base, t.Amount, t.Reason))],
            [.. invoice.Instalments.OrderBy(t => t.Position).Select(t => (t.DueOn, t.Amount))],
            invoice.DiscountAmount, invoice.Net, invoice.Tax, invoice.Total, invoice.Credited, invoice.Paid, invoice.WrittenOff, invoice.Balance, invoice.Accounting, invoice.Attention,
            related.Find(r => r.Id == invoice.OriginalId), [.. related.Where(r => r.Id != invoice.OriginalId)],
            InvoiceRecipients.Of(payer), May(invoice), today, entity.TimeZone, invoice.IsOverdueOn(today), [.. Missing(invoice, buyer, payer, entity, today), .. unnamed, .. above is null ? Array.Empty<Refusal>() : [above], .. locked],
            invoice.Parties is { } parties ? parties.Elsewhere() : await ClientSites.PlaceAsync(db, invoice.SiteId, ct),
            await OnItsWay.FindAsync(db, invoice, entity, clock.GetUtcNow().UtcDateTime, ct), invoice.IsDeposit, invoice.Deducted,
            invoice.IsProforma && !invoice.IsDeposit
                ? await DepositDeductions.For(db, invoice).Take(MostDeposits)
                    .Select(d => new OpenDeposit(d.Id, d.Number ?? d.ProformaNumber, d.IssuedOn, d.Total - d.Credited - d.Deducted, d.JobId == invoice.JobId)).ToListAsync(ct)
                : [],
            invoice.DisputedOn is { } disputedOn ? new InDispute(disputedOn, invoice.DisputeReason, invoice.DisputedBy) : null, invoice.Held, invoice.RetentionShown,
            invoice.HeldUntil, invoice is { IsIssued: true, ExchangeRateOn: { } rateOn } ? new InBooks(invoice.BookCurrency, invoice.ExchangeRate, rateOn, invoice.BookTotal, invoice.BookBalance) : null,
            await InvoiceTimesheets.AnyAsync(db, invoice, ct), otherJobs);
    }

    private static IReadOnlyList<Refusal> Missing(Invoice invoice, Client buyer, Client payer, LegalEntity entity, DateOnly today) => invoice.IsIssued
        ? []
        : [
            .. invoice.MissingToIssue(payer.BillingAddress, buyer.PurchaseOrderRequired || payer.PurchaseOrderRequired),
            .. InvoiceIssuing.NotPrintable(invoice, buyer, payer),
            .. Retention.MissingToIssue(invoice, entity, today),
            .. AccountingEntries.MissingFor(invoice, entity),
        ];

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
