using Microsoft.EntityFrameworkCore;
using Portal.Browser.Tests.Harness;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Browser.Tests.Stories;

/// <summary>Puts proformas into the database of a running portal.</summary>
internal static class Proformas
{
    /// <param name="title">What the test finds them by.</param>
    /// <param name="withTax">Without a tax code it can't be issued.</param>
    public static async Task<string> AddAsync(PortalProcess portal, string contactEmail, string title, bool withTax = true)
    {
        await using var db = portal.OpenDatabase();
        var client = await db.Clients.Include(c => c.Contacts).FirstAsync(c => c.Contacts.Any(p => p.Email == contactEmail));
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == client.LegalEntityId);
        var tax = await db.TaxCodes.Where(c => c.LegalEntityId == entity.Id && c.Components.Count > 0).OrderBy(c => c.Code).FirstAsync();
        var account = await db.GlAccounts.FirstAsync(a => a.LegalEntityId == entity.Id && a.Kind == GlAccountKind.Income);
        await using var transaction = await db.BeginWriteAsync(default);
        var (now, today) = (TimeProvider.System.GetUtcNow().UtcDateTime, entity.Today(TimeProvider.System));
        var invoice = new Invoice(InvoiceKind.Invoice, entity.Id, client.Id, client.Id, client.Language, entity.Currency, now);
        var line = new InvoiceLine { InvoiceId = invoice.Id };
        line.Set(new InvoiceLine.Values("Cartes de visite, 500, mat", 1, "", 100, 0, withTax ? tax.Id : null, account.Id));
        invoice.AddLine(line);
        invoice.Edit(new Invoice.Head(client.Id, title, "PO-1", null, null, null, null, null, false));
        invoice.GiveProformaNumber((await db.TakeNumberAsync(entity.Id, NumberedDocument.Proforma, today, default)).Value);
        invoice.Calculate(await TaxTable.LoadAsync(db, entity.Id, default), today);
        invoice.IndexForSearch(client.Name);
        db.Invoices.Add(invoice);
        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return invoice.ProformaNumber;
    }
}
