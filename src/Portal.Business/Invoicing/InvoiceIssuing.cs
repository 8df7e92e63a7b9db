using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Integrity;
using Portal.Business.Invoicing.Documents;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>
/// "Produire la facture finale": in one transaction the next number is taken, the document frozen, rendered and stored, its
/// accounting entry written, and, where wanted, its message queued. Whoever calls has checked the permission.
/// </summary>
public sealed partial class InvoiceIssuing(CompanyBooks books, InvoiceDocuments documents, InvoiceMail mail, Steps steps, TimeProvider clock, ILogger<InvoiceIssuing> log)
{
    /// <summary>How the document of an issued invoice is stored.</summary>
    public const string DocumentKind = "invoice";

    /// <param name="issueOn">The date of the invoice; null is today in the legal entity's time zone.</param>
    /// <param name="send">Queue the message to the recipients too; without any, the invoice is issued and needs attention.</param>
    /// <param name="version">The version that the user saw; null for scheduled work.</param>
    public async Task<Result<string>> IssueAsync(
        PortalDbContext db, ICurrentUser actor, long invoiceId, DateOnly? issueOn, bool send, int? version, CancellationToken ct)
    {
        var invoice = await db.Invoices.Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == invoiceId, ct);
        if (invoice is null)
        {
            return Refusal.NotFound;
        }

        if (version is { } seen)
        {
            db.ExpectVersion(invoice, seen);
        }

        return await IssueAsync(db, actor, invoice, issueOn, send, ct);
    }

    /// <summary>The same for a document that the context tracks already: a credit note that was just made.</summary>
    public async Task<Result<string>> IssueAsync(PortalDbContext db, ICurrentUser actor, Invoice invoice, DateOnly? issueOn, bool send, CancellationToken ct)
    {
        var prepared = await ReadyAsync(db, invoice, issueOn, ct);
        if (!prepared.TryGet(out var ready))
        {
            return Result<string>.Refused(prepared.Refusals);
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        var issued = await IssueAsync(db, actor, ready, send, ct);
        if (issued.Succeeded)
        {
            await transaction.CommitAsync(ct);
            Committed(invoice);
        }

        return issued;
    }

    /// <summary>Everything that is needed to issue, or everything that is missing.</summary>
    public async Task<Result<ReadyToIssue>> ReadyAsync(PortalDbContext db, Invoice invoice, DateOnly? issueOn, CancellationToken ct)
    {
        var clients = await db.Clients.AsNoTracking().Include(c => c.Contacts)
            .Where(c => c.Id == invoice.ClientId || c.Id == invoice.BilledToId).ToDictionaryAsync(c => c.Id, ct);
        var (buyer, payer) = (clients[invoice.ClientId], clients[invoice.BilledToId]);
        var book = await books.GetAsync(db, invoice.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var day = issueOn ?? book.Entity.DayOf(now);

        var withoutDeposit = await DepositDeductions.NameAsync(db, invoice, ct);
        IEnumerable<Refusal> withoutRate = [];
        if (invoice is { IsProforma: true, Kind: InvoiceKind.Invoice })
        {
            invoice.Calculate(book.Taxes, day);
            withoutRate = invoice.MissingRates(book.Taxes, day);
        }

        IReadOnlyList<Refusal> missing =
        [
            .. invoice.MissingToIssue(payer.BillingAddress, buyer.PurchaseOrderRequired || payer.PurchaseOrderRequired),
            .. withoutRate,
            .. withoutDeposit,
            .. AccountingEntries.MissingFor(invoice, book.Entity),
            .. await PeriodLock.RefusalsAsync(db, book.Entity, day, ct),
        ];
        return missing.Count > 0
            ? Result<ReadyToIssue>.Refused(missing)
            : new ReadyToIssue(invoice, buyer, payer, await ClientSites.PlaceAsync(db, invoice.SiteId, ct), book, book.TermsFor(invoice.PaymentTermsId, payer.PaymentTermsId), day, now);
    }

    /// <summary>Issues and saves inside the transaction that the caller has opened and commits; then <see cref="Committed"/>.</summary>
    public async Task<Result<string>> IssueAsync(PortalDbContext db, ICurrentUser actor, ReadyToIssue ready, bool send, CancellationToken ct)
    {
        var (invoice, buyer, payer, place, book, terms, day, now) = ready;
        var document = invoice.Kind == InvoiceKind.CreditNote ? NumberedDocument.CreditNote : NumberedDocument.Invoice;
        if (!(await db.TakeNumberAsync(invoice.LegalEntityId, document, day, ct)).TryGet(out var number, out var refused))
        {
            return refused;
        }

        steps.Reached("invoicing.number-taken");
        invoice.Issue(number, day, now, InvoiceParties.Of(book.Entity, buyer, payer, place), book.Taxes, terms);
        if (invoice is { IsDeposit: true, Deducted: not 0 } && (await DepositDeductions.RecountAsync(db, invoice, book.Taxes, ct)) is { Count: > 0 } over)
        {
            return Result<string>.Refused(over);
        }

        var file = await documents.RenderAsync(db, book, invoice, invoice.Parties!, terms, ct);
        var stored = StoredDocument.Generated(
            SubjectRef.To(invoice), DocumentKind, 1, file, invoice.BilledToId, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(stored);
        AccountingEntries.AddForInvoice(db, invoice, book.Entity);
        InvoiceSeals.Add(db, invoice, stored);
        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, now, actor, "Invoicing.Issued", nameof(Invoice), invoice.Id, number, (invoice.Total, invoice.Currency)));
        if (send)
        {
            await mail.QueueAsync(db, invoice, book.Entity, payer, stored, InvoiceMail.FirstSending, null, ct);
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return lost.Refusal!;
        }

        steps.Reached("invoicing.saved");
        return number;
    }

    /// <summary>To be called when the transaction is committed.</summary>
    public void Committed(Invoice invoice)
    {
        steps.Reached("invoicing.issued");
        LogIssued(log, invoice.Id, invoice.DisplayNumber);
    }

    [LoggerMessage(LogLevel.Information, "Invoice {InvoiceId} issued as {Number}")]
    private static partial void LogIssued(ILogger logger, long invoiceId, string number);
}

/// <summary>An invoice that lacks nothing, with what issuing it needs.</summary>
public sealed record ReadyToIssue(Invoice Invoice, Client Buyer, Client Payer, DeliveryPlace? Place, CompanyBook Book, PaymentTerms? Terms, DateOnly Day, DateTime Now);
