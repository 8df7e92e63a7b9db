using Microsoft.EntityFrameworkCore;
using Portal.Browser.Tests.Harness;
using Portal.Business.Accounting;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Integrity;
using Portal.Business.Invoicing;

namespace Portal.Browser.Tests.ClientPortal;

/// <summary>Puts issued invoices with their stored document into the database of a running portal.</summary>
internal static class IssuedInvoices
{
    internal sealed record Issued(long Id, string Number, decimal Total, long DocumentId, byte[] Document);

    public static async Task<Issued> AddAsync(PortalProcess portal, string contactEmail, decimal net, int daysToPay = 30)
    {
        await using var db = portal.OpenDatabase();
        var client = await db.Clients.Include(c => c.Contacts).FirstAsync(c => c.Contacts.Any(p => p.Email == contactEmail));
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == client.LegalEntityId);
        var taxes = await TaxTable.LoadAsync(db, entity.Id, default);
        var tax = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count > 0).OrderByDescending(c => c.Components.Count).ThenBy(c => c.Code)
            .FirstAsync();
        var account = await db.GlAccounts.FirstAsync(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income);
        await using var transaction = await db.BeginWriteAsync(default);
        var (now, today) = (TimeProvider.System.GetUtcNow().UtcDateTime, entity.Today(TimeProvider.System));
        var invoice = new Invoice(InvoiceKind.Invoice, entity.Id, client.Id, client.Id, client.Language, entity.Currency, now);
        var line = new InvoiceLine { InvoiceId = invoice.Id };
        line.Set(new InvoiceLine.Values("Cartes de visite, 500, mat", 1, "", net, 0, tax.Id, account.Id));
        invoice.AddLine(line);
        var number = (await db.TakeNumberAsync(entity.Id, NumberedDocument.Invoice, today, default)).Value;
        var terms = new PaymentTerms { Code = "T", Name = LocalText.Empty, Instalments = [new TermInstalment(100, daysToPay)] };
        invoice.Issue(number, today, now, InvoiceParties.Of(entity, client, client), taxes, terms);
        var bytes = "%PDF-1.7\n"u8.ToArray().Concat(Guid.NewGuid().ToByteArray()).ToArray();
        var document = StoredDocument.Generated(
            SubjectRef.To(invoice), DocumentKinds.Invoice, 1, new DocumentFile($"Facture {number}.pdf", "application/pdf", bytes), client.Id, DocumentVisibility.SharedWithClient, now);
        db.Invoices.Add(invoice);
        db.StoredDocuments.Add(document);
        AccountingEntries.AddForInvoice(db, invoice, entity);
        InvoiceSeals.Add(db, invoice, document);
        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return new Issued(invoice.Id, number, invoice.Total, document.Id, bytes);
    }
}
