using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Amending;
using Portal.Business.Contracts.Billing;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Documents.Drawing;
using Portal.Business.Invoicing;
using Portal.Business.Quotes.Documents;

namespace Portal.Business.Contracts.Documents;

/// <summary>Makes the document of a contract as it is now, in its client's language.</summary>
public sealed class ContractDocuments(Letterheads letterheads, TimeProvider clock)
{
    /// <summary>How many invoices the document announces.</summary>
    private const int Announced = 6;

    /// <param name="contract">Whole; nothing of it is saved here.</param>
    internal async Task<DocumentFile> DrawAsync(PortalDbContext db, Contract contract, Approval? approval, CancellationToken ct)
    {
        var model = await ModelAsync(db, contract, null, ct);
        if (InFrenchToo.IsAsked(model.Language, model.Seller))
        {
            // What will be billed is told once: a draft is made active for it.
            model = model with { InFrench = (await ModelAsync(db, contract, InFrenchToo.French, ct)) with { First = model.First, Totals = model.Totals, CreatedAt = model.CreatedAt } };
        }

        return new DocumentFile(FileNames.Safe($"{contract.Reference}.pdf"), "application/pdf", ContractDocument.Render(model, approval));
    }

    /// <summary>The document of an amendment: what changes, old and new, in the client's language.</summary>
    internal async Task<DocumentFile> DrawAmendmentAsync(PortalDbContext db, Contract contract, OfferedAmendment amendment, Approval? approval, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AllClients().AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == contract.ClientId, ct);
        var model = new AmendmentDocumentModel(
            client.Language, await letterheads.GetAsync(db, seller.Id, seller.Version, ct), SellerParty.Of(seller), BuyerParty.Of(client), contract.Reference, contract.Title,
            contract.Currency, amendment, clock.GetUtcNow().UtcDateTime);
        var name = DocumentWords.For(client.Language).Say("AmendmentFile", contract.Reference, amendment.What.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new DocumentFile(FileNames.Safe($"{name}.pdf"), "application/pdf", AmendmentDocument.Render(model, approval));
    }

    /// <param name="reader">The language to say it in; null: the client's.</param>
    internal async Task<ContractDocumentModel> ModelAsync(PortalDbContext db, Contract contract, string? reader, CancellationToken ct)
    {
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == contract.LegalEntityId, ct);
        var client = await db.Clients.AllClients().AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == contract.ClientId, ct);
        var language = reader ?? client.Language;
        var payer = contract.PayerId == client.Id ? null : await db.Clients.AllClients().Where(c => c.Id == contract.PayerId).Select(c => c.Name).SingleOrDefaultAsync(ct);
        var termsId = contract.PaymentTermsId ?? client.PaymentTermsId;
        var terms = await db.PaymentTerms.Where(t => t.Id == termsId).Select(t => t.Name).SingleOrDefaultAsync(ct);
        var taxes = await TaxTable.LoadAsync(db, contract.LegalEntityId, ct);
        var isDraft = contract.Status == ContractStatus.Draft;

        // What is added to a contract in force is agreed by an amendment, which has a document of its own.
        var lines = contract.Lines.Where(l => l.Status == ContractLineStatus.Active || (isDraft && l.Status == ContractLineStatus.Draft)).OrderBy(l => l.Position).ThenBy(l => l.StartsOn).ToList();
        return new ContractDocumentModel(
            language, await letterheads.GetAsync(db, seller.Id, seller.Version, ct), SellerParty.Of(seller), BuyerParty.Of(client), payer, contract.Reference, contract.Title,
            contract.Currency, contract.SubscribedOn, contract.StartsOn, contract.LastDay, terms?.In(language) ?? "", contract.PurchaseOrder,
            [.. lines.Select(l => new ContractDocumentLine(
                l.Description, [.. ContractClauses.Details(l, language)], l.AnnualQuantity, l.Unit, l.UnitPrice, l.DiscountPercent,
                QuoteDocument.TaxOf(taxes.Find(l.TaxCodeId), contract.StartsOn, language), l.AnnualNet))],
            TaxCalculation.Calculate([.. contract.LinesOfAYear(seller.Today(clock)).Select(l => (l.AnnualNet, taxes.Find(l.TaxCodeId)))], contract.StartsOn),
            First(contract, isDraft), ContractClauses.Of(contract, language), contract.Notes, IsDraft: false, clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>The first of all invoices, billed or not; of a draft, as if its lines were active. What is billed by visits is not known before.</summary>
    private static IReadOnlyList<ContractDocumentInvoice> First(Contract contract, bool isDraft)
    {
        if (contract.Frequency == BillingFrequency.PerVisit || (isDraft && !contract.ActivateLines(contract.StartsOn).Succeeded))
        {
            return [];
        }

        var due = DueBilling.Of(contract, contract.StartsOn.AddMonths(contract.Terms[0].Months * (Announced + 1))).Select(d => new PlannedItem(contract, d));
        return
        [
            .. BillingPlan.Group(due).Take(Announced)
                .Select(p => new ContractDocumentInvoice(p.InvoiceOn, p.Items.Min(i => i.Due.From), p.Items.Max(i => i.Due.To), p.Net)),
        ];
    }
}
