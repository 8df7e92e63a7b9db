using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Reminders;

namespace Portal.Business.Tests.Documents;

/// <summary>Invoices of the demonstration companies, to draw them.</summary>
internal sealed class SampleDocuments
{
    public static readonly DateTime Now = new(2026, 3, 2, 15, 0, 0, DateTimeKind.Utc);
    public static readonly DateOnly Today = new(2026, 3, 2);

    private readonly List<Product> products;
    private readonly List<TaxCode> codes;
    private readonly List<PaymentTerms> terms;

    private SampleDocuments(LegalEntity entity, List<Client> clients, List<Product> products, List<TaxCode> codes, List<PaymentTerms> terms, TaxTable taxes, LateTerm late)
    {
        Late = late;
        Entity = entity;
        Clients = clients;
        this.products = products;
        this.codes = codes;
        this.terms = terms;
        Taxes = taxes;
    }

    public LegalEntity Entity { get; }

    public List<Client> Clients { get; }

    public TaxTable Taxes { get; }

    /// <summary>What may be claimed of late clients on the day of issue.</summary>
    public LateTerm Late { get; }

    public Client Client => Clients[0];

    /// <summary>One line more, as a person would enter it.</summary>
    public sealed record Line(
        string Description, decimal Quantity, decimal UnitPrice, string TaxCode, string Unit = "", decimal Discount = 0, string PurchaseOrder = "",
        DateOnly? From = null, DateOnly? To = null, string? Product = null);

    public static async Task<SampleDocuments> OfAsync(PortalDbContext db, TimeProvider clock, string company)
    {
        await DemoCompanies.RunAsync(db, clock, default);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Name == company);
        return new SampleDocuments(
            entity,
            await db.Clients.AsNoTracking().Include(c => c.Contacts).Where(c => c.LegalEntityId == entity.Id).OrderBy(c => c.Id).ToListAsync(),
            await db.Products.AsNoTracking().Where(p => p.LegalEntityId == entity.Id).OrderBy(p => p.Code).ToListAsync(),
            await db.TaxCodes.AsNoTracking().Where(c => c.LegalEntityId == entity.Id).ToListAsync(),
            await db.PaymentTerms.AsNoTracking().ToListAsync(),
            await TaxTable.LoadAsync(db, entity.Id, default),
            await db.LateTerms.AsNoTracking().Where(t => t.LegalEntityId == entity.Id && t.From <= Today).OrderByDescending(t => t.From).FirstAsync());
    }

    public long TaxCodeId(string code) => codes.Single(c => c.Code == code).Id;

    /// <summary>With plain spaces, as tests read documents.</summary>
    public string Format(string language, decimal amount) =>
        Formats.For(language).Amount(amount, Entity.Currency).Replace('\u00a0', ' ').Replace('\u202f', ' ');

    public PaymentTerms Terms(string code) => terms.Single(t => t.Code == code);

    public InvoiceParties Parties(Client? buyer = null, Client? billedTo = null) =>
        InvoiceParties.Of(Entity, buyer ?? Client, billedTo ?? buyer ?? Client, late: Late);

    public Invoice Proforma(string language, params IEnumerable<Line> lines) => Draft(InvoiceKind.Invoice, language, Client, Client, "", lines);

    /// <summary>An issued invoice.</summary>
    public Invoice Invoice(string language, IEnumerable<Line> lines, string termsCode = "NET30", Client? buyer = null, Client? billedTo = null, string? message = null)
    {
        var invoice = Draft(InvoiceKind.Invoice, language, buyer ?? Client, billedTo ?? buyer ?? Client, "PO-7781", lines, message, Terms(termsCode).Id);
        invoice.Issue("F-000012", Today, Now, Parties(buyer, billedTo), Taxes, Terms(termsCode));
        return invoice;
    }

    /// <summary>A credit note for the whole of an issued invoice.</summary>
    public Invoice CreditNote(Invoice original, params IEnumerable<Line> lines)
    {
        var credit = original.StartCredit(Now);
        Fill(credit, lines);
        credit.GiveProformaNumber("PF-000004");
        credit.Calculate(Taxes, Today.AddDays(10));
        credit.Issue("NC-000001", Today.AddDays(10), Now.AddDays(10), Parties(), Taxes, null);
        return credit;
    }

    /// <summary>As many lines as wanted from the company's products.</summary>
    public IEnumerable<Line> Some(int count, string language)
    {
        for (var i = 0; i < count; i++)
        {
            var product = products[i % products.Count];
            yield return new Line(
                product.Name.In(language), 1 + (i * 7 % 12), product.UnitPrice, codes.Single(c => c.Id == product.TaxCodeId).Code, product.Unit.In(language), Product: product.Code);
        }
    }

    private Invoice Draft(
        InvoiceKind kind, string language, Client buyer, Client billedTo, string purchaseOrder, IEnumerable<Line> lines, string? message = null, long? termsId = null)
    {
        var invoice = new Invoice(kind, Entity.Id, buyer.Id, billedTo.Id, language, Entity.Currency, Now);
        invoice.GiveProformaNumber("PF-000003");
        invoice.Edit(new Invoice.Head(billedTo.Id, "", purchaseOrder, null, termsId, message, null, new DateOnly(2026, 3, 15), true));
        Fill(invoice, lines);
        invoice.Calculate(Taxes, Today);
        return invoice;
    }

    private void Fill(Invoice invoice, IEnumerable<Line> lines)
    {
        foreach (var line in lines)
        {
            var added = new InvoiceLine { InvoiceId = invoice.Id, ProductId = line.Product is { } code ? products.Single(p => p.Code == code).Id : null };
            var set = added.Set(new InvoiceLine.Values(
                line.Description, line.Quantity, line.Unit, line.UnitPrice, line.Discount, TaxCodeId(line.TaxCode), null, line.PurchaseOrder, line.From, line.To));
            if (!set.Succeeded)
            {
                throw new InvalidOperationException($"The sample is refused: {set.Refusal!.Code}");
            }

            invoice.AddLine(added);
        }
    }
}
