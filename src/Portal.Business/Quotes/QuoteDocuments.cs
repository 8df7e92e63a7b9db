using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Business.Quotes.Documents;

namespace Portal.Business.Quotes;

/// <summary>Makes the document of a quote, and stores what was sent: from then on those bytes are served.</summary>
public sealed class QuoteDocuments(Letterheads letterheads, ScheduleWords words, TimeProvider clock)
{
    /// <summary>Draws the quote as it is now and adds it to the caller's save as the next revision of its document.</summary>
    internal async Task<StoredDocument> StoreAsync(PortalDbContext db, Quote quote, LegalEntity seller, Client client, CancellationToken ct)
    {
        var file = await DrawAsync(db, quote, seller, client, isDraft: false, ct);
        var last = await db.StoredDocuments.AllClients()
            .Where(d => d.SubjectType == nameof(Quote) && d.SubjectId == quote.Id && d.Kind == DocumentKinds.Quote).MaxAsync(d => d.Revision, ct) ?? 0;
        var stored = StoredDocument.Generated(
            SubjectRef.To(quote), DocumentKinds.Quote, last + 1, file, quote.ClientId, DocumentVisibility.SharedWithClient, clock.GetUtcNow().UtcDateTime);
        db.StoredDocuments.Add(stored);
        return stored;
    }

    /// <summary>The document that the client has: the last that was stored; null while a draft.</summary>
    internal static Task<StoredDocument?> LatestAsync(PortalDbContext db, long quoteId, CancellationToken ct) =>
        db.StoredDocuments.AllClients().AsNoTracking()
            .Where(d => d.SubjectType == nameof(Quote) && d.SubjectId == quoteId && d.Kind == DocumentKinds.Quote)
            .OrderByDescending(d => d.Revision).FirstOrDefaultAsync(ct);

    /// <summary>What is downloaded: once approved, the document with the answer on it.</summary>
    internal static Task<long?> ToReadAsync(PortalDbContext db, long quoteId, CancellationToken ct) =>
        db.StoredDocuments.AllClients()
            .Where(d => d.SubjectType == nameof(Quote) && d.SubjectId == quoteId && (d.Kind == DocumentKinds.Quote || d.Kind == DocumentKinds.SignedQuote))
            .OrderBy(d => d.Kind == DocumentKinds.SignedQuote ? 0 : 1).ThenByDescending(d => d.Revision).Select(d => (long?)d.Id).FirstOrDefaultAsync(ct);

    internal async Task<DocumentFile> DrawAsync(PortalDbContext db, Quote quote, LegalEntity seller, Client client, bool isDraft, CancellationToken ct)
    {
        var model = await InLanguagesAsync(db, quote, seller, client, isDraft, ct);
        return new DocumentFile($"{quote.FullNumber}.pdf", "application/pdf", QuoteDocument.Render(model));
    }

    /// <summary>
    /// Draws the quote as it was approved, with the options chosen and the signature, and adds it to the caller's save. There is one per
    /// quote: the database refuses a second.
    /// </summary>
    /// <param name="signature">The drawn signature; null where the name was only typed.</param>
    internal async Task<StoredDocument> StoreSignedAsync(
        PortalDbContext db, Quote quote, LegalEntity seller, QuoteDecision decision, DocumentFile? signature, CancellationToken ct)
    {
        var client = await db.Clients.AllClients().AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == quote.ClientId, ct);
        var model = await InLanguagesAsync(db, quote, seller, client, isDraft: false, ct);
        var approval = new Approval(
            decision.Name, decision.At, decision.IpAddress, decision.DocumentSha256, decision.OnBehalf, decision.Reason, signature?.Bytes);
        var name = DocumentWords.For(quote.Language).Say("SignedFile", quote.FullNumber) + ".pdf";
        var stored = StoredDocument.Generated(
            SubjectRef.To(quote), DocumentKinds.SignedQuote, 1, new DocumentFile(name, "application/pdf", QuoteDocument.Render(model with { CreatedAt = decision.At, InFrench = model.InFrench is { } french ? french with { CreatedAt = decision.At } : null }, approval)),
            quote.ClientId, DocumentVisibility.SharedWithClient, decision.At);
        db.StoredDocuments.Add(stored);
        return stored;
    }

    private async Task<QuoteDocumentModel> InLanguagesAsync(PortalDbContext db, Quote quote, LegalEntity seller, Client client, bool isDraft, CancellationToken ct)
    {
        var model = await ModelAsync(db, quote, quote.Language, seller, client, isDraft, ct);
        return !InFrenchToo.IsAsked(model.Language, model.Seller)
            ? model
            : model with { InFrench = (await ModelAsync(db, quote, InFrenchToo.French, seller, client, isDraft, ct)) with { CreatedAt = model.CreatedAt } };
    }

    private async Task<QuoteDocumentModel> ModelAsync(PortalDbContext db, Quote quote, string language, LegalEntity seller, Client client, bool isDraft, CancellationToken ct)
    {
        var taxes = await TaxTable.LoadAsync(db, quote.LegalEntityId, ct);
        var letterhead = await letterheads.GetAsync(db, seller.Id, seller.Version, ct);
        var job = await db.Jobs.AllClients().Where(j => j.Id == quote.JobId).Select(j => j.Number).SingleAsync(ct);
        var terms = await db.PaymentTerms.Where(t => t.Id == quote.PaymentTermsId).Select(t => t.Name).SingleOrDefaultAsync(ct);
        var message = await db.FormTexts.Where(t => t.LegalEntityId == seller.Id && t.Form == Form.Quote).Select(t => t.Text).SingleOrDefaultAsync(ct);
        var responsible = await db.Users.Where(u => u.Id == quote.ResponsibleUserId).Select(u => u.Email).SingleOrDefaultAsync(ct);
        return new QuoteDocumentModel(
            language, letterhead, SellerParty.Of(seller), BuyerParty.Of(client), quote.FullNumber, job, quote.Title,
            quote.PurchaseOrder, responsible ?? "", quote.QuotedOn, quote.ValidUntil, quote.Currency, quote.Introduction,
            [.. quote.Lines.OrderBy(l => l.Position).Select(l => new QuoteDocumentLine(
                l.BillsDelivered ? $"{l.Description}\n{TextsIn.Get<QuotesText>(language, "Line.BillsDelivered")}" : l.Description, l.Quantity, l.Unit, l.UnitPrice, l.DiscountPercent, l.Net,
                QuoteDocument.TaxOf(taxes.Find(l.TaxCodeId), quote.QuotedOn, language), l.IsOptional, l.Counts))],
            quote.Net, quote.Taxes, quote.Total,
            [.. words.Describe(quote, seller, taxes, language).Select(s => new QuoteDocumentSchedule(s.Name, s.Stages, s.Note))],
            terms?.In(language) ?? "", quote.Terms, message?.In(language) ?? "", isDraft, clock.GetUtcNow().UtcDateTime)
        {
            DeliveredTo = (await ClientSites.PlaceAsync(db, quote.SiteId, ct))?.OtherThan(client.BillingAddress),
            RetentionPercent = quote.RetentionPercent,
        };
    }
}
