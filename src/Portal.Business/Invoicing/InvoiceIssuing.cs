using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing.Documents;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>
/// "Produire la facture finale": in one transaction the next number is taken, the document frozen, rendered and stored, its
/// accounting entry written, and, where wanted, its message queued. Whoever calls has checked the permission.
/// </summary>
public sealed partial class InvoiceIssuing(InvoiceDocuments documents, InvoiceMail mail, Steps steps, TimeProvider clock, ILogger<InvoiceIssuing> log)
{
    /// <summary>How the document of an issued invoice is stored.</summary>
    public const string DocumentKind = "invoice";

    /// <param name="issueOn">The date of the invoice; null is today in the legal entity's time zone.</param>
    /// <param name="send">Queue the message to the recipients too; without any, the invoice is issued and needs attention.</param>
    /// <param name="version">The version that the user saw; null for scheduled work.</param>
    public async Task<Result<string>> IssueAsync(
        PortalDbContext db, ICurrentUser actor, long invoiceId, DateOnly? issueOn, bool send, int? version, CancellationToken ct)
    {
        var invoice = await db.Invoices.AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes).SingleOrDefaultAsync(i => i.Id == invoiceId, ct);
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
        var clients = await db.Clients.AsNoTracking().Include(c => c.Contacts)
            .Where(c => c.Id == invoice.ClientId || c.Id == invoice.BilledToId).ToDictionaryAsync(c => c.Id, ct);
        var (buyer, payer) = (clients[invoice.ClientId], clients[invoice.BilledToId]);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        var taxes = await TaxTable.LoadAsync(db, invoice.LegalEntityId, ct);
        var termsId = invoice.PaymentTermsId ?? payer.PaymentTermsId ?? entity.DefaultPaymentTermsId;
        var terms = termsId is null ? null : await db.PaymentTerms.AsNoTracking().SingleAsync(t => t.Id == termsId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var day = issueOn ?? entity.DayOf(now);

        IEnumerable<Refusal> withoutRate = [];
        if (invoice is { IsProforma: true, Kind: InvoiceKind.Invoice })
        {
            invoice.Calculate(taxes, day);
            withoutRate = invoice.MissingRates(taxes, day);
        }

        IReadOnlyList<Refusal> missing =
        [
            .. invoice.MissingToIssue(payer.BillingAddress, buyer.PurchaseOrderRequired || payer.PurchaseOrderRequired),
            .. withoutRate,
            .. AccountingEntries.MissingFor(invoice, entity),
        ];
        if (missing.Count > 0)
        {
            return Result<string>.Refused(missing);
        }

        var place = await ClientSites.PlaceAsync(db, invoice.SiteId, ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        var document = invoice.Kind == InvoiceKind.CreditNote ? NumberedDocument.CreditNote : NumberedDocument.Invoice;
        if (!(await db.TakeNumberAsync(invoice.LegalEntityId, document, day, ct)).TryGet(out var number, out var refused))
        {
            return refused;
        }

        steps.Reached("invoicing.number-taken");
        invoice.Issue(number, day, now, InvoiceParties.Of(entity, buyer, payer, place), taxes, terms);
        var file = await documents.RenderAsync(db, invoice, invoice.Parties!, ct);
        var stored = StoredDocument.Generated(
            SubjectRef.To(invoice), DocumentKind, 1, file, invoice.BilledToId, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(stored);
        AccountingEntries.AddForInvoice(db, invoice, entity);
        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, now, actor, "Invoicing.Issued", nameof(Invoice), invoice.Id, number, (invoice.Total, invoice.Currency)));
        if (send)
        {
            await mail.QueueAsync(db, invoice, entity, payer, stored, InvoiceMail.FirstSending, null, ct);
        }

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved.Refusal!;
        }

        steps.Reached("invoicing.saved");
        await transaction.CommitAsync(ct);
        steps.Reached("invoicing.issued");
        LogIssued(log, invoice.Id, number);
        return number;
    }

    [LoggerMessage(LogLevel.Information, "Invoice {InvoiceId} issued as {Number}")]
    private static partial void LogIssued(ILogger logger, long invoiceId, string number);
}
