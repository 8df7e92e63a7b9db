using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Accounting;
using Portal.Business.Accounting.Currencies;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Integrity;
using Portal.Business.Invoicing.Documents;
using Portal.Business.JobFolders;
using Portal.Pdf;

namespace Portal.Business.Invoicing;

/// <summary>
/// "Produire la facture finale": in one transaction the next number is taken, the document frozen, rendered and stored, its
/// accounting entry written, and, where wanted, its message queued. Whoever calls has checked the permission.
/// </summary>
public sealed partial class InvoiceIssuing(CompanyBooks books, InvoiceDocuments documents, InvoiceMail mail, Steps steps, TimeProvider clock, ILogger<InvoiceIssuing> log)
{
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
        var above = await DepositRoom.AllowAsync(db, invoice, actor, clock.GetUtcNow().UtcDateTime, ct);
        if (!prepared.TryGet(out var ready) || above is not null)
        {
            return Result<string>.Refused([.. prepared.Refusals, .. above is null ? Array.Empty<Refusal>() : [above]]);
        }

        await InvoiceMail.ReadProformasAsync(db, invoice, ct);
        var document = DocumentOf(invoice);
        using var place = NumbersAhead.Of(db, invoice.LegalEntityId).LineUp(document);
        ready.DrawAhead(place[document]);
        await using var transaction = await db.BeginOnlyWriteAsync(invoice.LegalEntityId, ct);
        var issued = await IssueAsync(db, actor, ready, place, send, ct);
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
        var found = await ClientToBill.ReadAsync(db, invoice.ClientId, invoice.BilledToId, ct);
        var book = await books.GetAsync(db, invoice.LegalEntityId, found[0].Stamp, ct);
        Client Of(long id) => found.Single(f => f.Client.Id == id).Client;
        return await ReadyAsync(db, invoice, Of(invoice.ClientId), Of(invoice.BilledToId), book, newJob: null, issueOn, ct);
    }

    /// <param name="buyer">With contacts, as the payer.</param>
    /// <param name="newJob">The invoice's job where that is in the same save.</param>
    /// <param name="facts">What its document says of job and products, where the caller has read it for many invoices.</param>
    public async Task<Result<ReadyToIssue>> ReadyAsync(
        PortalDbContext db, Invoice invoice, Client buyer, Client payer, CompanyBook book, Job? newJob, DateOnly? issueOn, CancellationToken ct, PaperFacts? facts = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var day = issueOn ?? book.Entity.DayOf(now);

        var withoutDeposit = await DepositDeductions.NameAsync(db, invoice, ct);
        var original = invoice is { Kind: InvoiceKind.CreditNote, OriginalId: { } id } ? await db.Invoices.Where(i => i.Id == id).Select(i => i.Parties).SingleAsync(ct) : null;
        var missing = Missing(invoice, buyer, payer, book, day, withoutDeposit, await LockedAsync(db, book, invoice, day, ct), original?.Seller);
        if (missing.Count > 0)
        {
            return Result<ReadyToIssue>.Refused(missing);
        }

        var terms = book.TermsFor(invoice.PaymentTermsId, payer.PaymentTermsId);
        var conversion = (await ExchangeRates.FindAsync(db, book.Entity, invoice.Currency, day, ct)).TryGet(out var found) ? found : null;
        var place = await ClientSites.PlaceAsync(db, invoice.SiteId, ct);
        var parties = InvoiceParties.Of(book.Entity, buyer, payer, place, book.LateTermOn(day)).CompletedBy(original);
        var paper = await documents.PaperAsync(db, book, invoice, terms, issuedOn: day, newJob, ct, facts);
        return new ReadyToIssue(invoice, payer, parties, paper, book, terms, day, now, conversion, IssuingDoubts.Of(invoice, buyer, book.Entity, place?.Address));
    }

    /// <summary>Why the books take nothing of it on a day: they are locked, or there is no rate. A credit note keeps the rate of its original.</summary>
    internal static async Task<IReadOnlyList<Refusal>> LockedAsync(PortalDbContext db, CompanyBook book, Invoice invoice, DateOnly day, CancellationToken ct) =>
    [
        .. await PeriodLock.RefusalsAsync(db, book.Entity, day, ct),
        .. invoice.Kind == InvoiceKind.CreditNote ? [] : await ExchangeRates.MissingAsync(db, book.Entity, invoice.Currency, day, ct),
    ];

    /// <summary>Everything that is missing to issue it on a day; calculates what it comes to with the taxes of that day.</summary>
    /// <param name="original">The seller of the invoice that a credit note credits.</param>
    internal static IReadOnlyList<Refusal> Missing(
        Invoice invoice, Client buyer, Client payer, CompanyBook book, DateOnly day, IReadOnlyList<Refusal> withoutDeposit, IReadOnlyList<Refusal> locked,
        SellerParty? original = null)
    {
        IEnumerable<Refusal> withoutRate = [];
        if (invoice is { IsProforma: true, Kind: InvoiceKind.Invoice })
        {
            invoice.Calculate(book.Taxes, day);
            withoutRate = invoice.MissingRates(book.Taxes, day);
        }

        return
        [
            .. invoice.MissingToIssue(payer.BillingAddress, buyer.PurchaseOrderRequired || payer.PurchaseOrderRequired),
            .. NotPrintable(invoice, buyer, payer),
            .. withoutRate,
            .. Retention.MissingToIssue(invoice, book.Entity, day),
            .. withoutDeposit,
            .. SellerMentions.Missing(invoice, SellerParty.Of(book.Entity).CompletedBy(original), buyer, payer, book, day),
            .. AccountingEntries.MissingFor(invoice, book.Entity),
            .. locked,
        ];
    }

    /// <summary>A legal document shows no sign in place of another: what its fonts lack is written otherwise first. Credit notes take what their original has.</summary>
    private static IEnumerable<Refusal> NotPrintable(Invoice invoice, Client buyer, Client payer)
    {
        var texts = string.Join('\n', invoice.Title, invoice.Message, invoice.PurchaseOrder, buyer.Name, payer.Name, payer.BillingAddress.Line1, payer.BillingAddress.Line2, payer.BillingAddress.City);
        return invoice.IsProforma && PrintableText.Of(texts).Missing is { Length: > 0 } missing ? [Refusal.NotNow("Invoicing.TextNotPrintable", missing)] : [];
    }

    /// <summary>Issues and saves inside the transaction that the caller has opened and commits; then <see cref="Committed"/>.</summary>
    public Task<Result<string>> IssueAsync(PortalDbContext db, ICurrentUser actor, ReadyToIssue ready, bool send, CancellationToken ct) =>
        IssueAsync(db, actor, ready, place: null, send, ct);

    private async Task<Result<string>> IssueAsync(PortalDbContext db, ICurrentUser actor, ReadyToIssue ready, NumbersAhead.Place? place, bool send, CancellationToken ct)
    {
        if (!(await db.TakeNumberAsync(ready.Invoice.LegalEntityId, DocumentOf(ready.Invoice), ready.Day, ct)).TryGet(out var number, out var refused))
        {
            return refused;
        }

        place?.Dispose();
        await InvoiceMail.ReadAgainAsync(db, ready.Invoice, ct);
        return await IssueAsAsync(db, actor, ready, number, send, ct);
    }

    /// <summary>The same under a number that was taken in this transaction for <see cref="ReadyToIssue.Day"/>.</summary>
    public async Task<Result<string>> IssueAsAsync(PortalDbContext db, ICurrentUser actor, ReadyToIssue ready, string number, bool send, CancellationToken ct)
    {
        var added = await AddIssuedAsync(db, actor, ready, number, send, wasAsked: actor.UserId is not null, ct);
        if (!added.Succeeded)
        {
            return Result<string>.Refused(added.Refusals);
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } lost)
        {
            return lost.Refusal!;
        }

        steps.Reached("invoicing.saved");
        return number;
    }

    /// <summary>The same without the save: the caller issues several in one.</summary>
    /// <param name="wasAsked">A person asked for this invoice, and saw what to look at; not whoever started a run over many.</param>
    public async Task<Result> AddIssuedAsync(PortalDbContext db, ICurrentUser actor, ReadyToIssue ready, string number, bool send, bool wasAsked, CancellationToken ct)
    {
        var (invoice, payer, book, now) = (ready.Invoice, ready.Payer, ready.Book, ready.Now);
        steps.Reached("invoicing.number-taken");
        ready.IssueAs(number);
        if (invoice is { IsDeposit: true, Deducted: not 0 } && (await DepositDeductions.RecountAsync(db, invoice, book.Taxes, ct)) is { Count: > 0 } over)
        {
            return Result.Refused(over);
        }

        await DepositValues.SetAsync(db, invoice, ct);
        var file = ready.Draw();
        var stored = StoredDocument.Generated(
            SubjectRef.To(invoice), DocumentKinds.Invoice, 1, file, invoice.BilledToId, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(stored);
        AccountingEntries.AddForInvoice(db, invoice, book.Entity);
        InvoiceSeals.Add(db, invoice, stored);
        db.TimelineEntries.Add(new TimelineEntry(
            invoice.ClientId, invoice.JobId, now, actor, "Invoicing.Issued", nameof(Invoice), invoice.Id, number, (invoice.Total, invoice.Currency)));
        InvoiceMail.CancelProformas(db, invoice, actor, now);
        if (ready.Doubts.Count > 0 && !wasAsked)
        {
            invoice.DoubtTaxes();
        }

        if (send)
        {
            await mail.QueueAsync(db, invoice, book.Entity, payer, stored, new InvoiceMail.Sending(InvoiceMail.FirstSending), actor, ct);
        }

        return Result.Done;
    }

    /// <summary>To be called when the transaction is committed.</summary>
    public void Committed(Invoice invoice)
    {
        steps.Reached("invoicing.issued");
        LogIssued(log, invoice.Id, invoice.DisplayNumber);
    }

    private static NumberedDocument DocumentOf(Invoice invoice) => invoice.Kind == InvoiceKind.CreditNote ? NumberedDocument.CreditNote : NumberedDocument.Invoice;

    [LoggerMessage(LogLevel.Information, "Invoice {InvoiceId} issued as {Number}")]
    private static partial void LogIssued(ILogger logger, long invoiceId, string number);
}
