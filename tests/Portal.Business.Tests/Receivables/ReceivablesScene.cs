using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Receivables;
using Portal.Business.Receivables.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Receivables;

/// <summary>A company in Québec whose clients live through days of invoices, payments, credits and reversals.</summary>
public sealed class ReceivablesScene : IAsyncDisposable
{
    private ReceivablesScene(Boreal boreal) => Boreal = boreal;

    public Boreal Boreal { get; }

    public TestPortal Portal => Boreal.Portal;

    public DateOnly Today => Boreal.Entity.Today(Portal.Clock);

    public static async Task<ReceivablesScene> StartAsync(DatabaseProvider provider) => new(await Boreal.QuebecAsync(provider));

    /// <summary>Pays half at issue, 30 % after 20 days and the rest after 50.</summary>
    public async Task<Client> NewClientAsync(string name)
    {
        await using var db = Portal.Open();
        var terms = await db.PaymentTerms.FirstOrDefaultAsync(t => t.Code == "3X");
        if (terms is null)
        {
            db.Add(terms = new PaymentTerms
            {
                Code = "3X",
                Name = new LocalText("En trois fois", "In three parts"),
                Instalments = [new TermInstalment(50, 0), new TermInstalment(30, 20), new TermInstalment(20, 50)],
            });
        }

        var client = new Client(Boreal.Entity.Id, name, new Contact { Name = "Marie Roy", Email = "marie@client.example" })
        {
            Language = "fr-CA",
            Currency = "CAD",
            BillingAddress = Boreal.Client.BillingAddress,
            PaymentTermsId = terms.Id,
        };
        client.Contacts.Add(new Contact { ClientId = client.Id, Name = "Jean Côté", Email = "jean@client.example", InvoicesByEmail = true });
        db.Add(client.IndexForSearch());
        await db.SaveChangesAsync();
        return client;
    }

    /// <summary>At least a second: only what was done together bears the same instant.</summary>
    public void Wait(int days) => Portal.Clock.Advance(TimeSpan.FromDays(days) + TimeSpan.FromSeconds(1));

    public async Task<Invoice> IssueAsync(Client client, decimal price)
    {
        var id = Boreal.Value(await Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(client.Id, null), default));
        var head = new Invoice.Head(client.Id, "Travaux", "", null, null, null, null, null, false);
        Boreal.Value(await Portal.Get<SaveProforma>().RunAsync(
            new SaveProforma.Input(id, 0, head, [new ProformaLines.Line(null, InvoiceLineSource.Text, null, null, Boreal.InvoiceLine("Travaux", 10, price))]), default));
        Boreal.Value(await Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));
        await using var db = Portal.Open();
        (await db.Invoices.SingleAsync(i => i.Id == id)).HandOver(AccountingState.HandedOver);
        await db.SaveChangesAsync();
        return await Boreal.FindAsync(id);
    }

    /// <param name="daysAgo">When the money came.</param>
    public async Task<long> PayAsync(Client client, decimal amount, int daysAgo = 0, params Share[] shares) =>
        Boreal.Value(await Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(
                Guid.NewGuid(), Boreal.Entity.Id, client.Id, PaymentMethod.Transfer, amount, "CAD", Today.AddDays(-daysAgo), "", "", shares, SendReceipt: false),
            default)).PaymentId;

    public async Task AllocateAsync(long paymentId, params Share[] shares)
    {
        await using var db = Portal.Open();
        var version = await db.Payments.Where(p => p.Id == paymentId).Select(p => p.Version).SingleAsync();
        Boreal.Require(await Portal.Get<AllocateCredit>().RunAsync(new AllocateCredit.Input(paymentId, shares, version), default));
    }

    public async Task ReverseAsync(long paymentId)
    {
        await using var db = Portal.Open();
        var version = await db.Payments.Where(p => p.Id == paymentId).Select(p => p.Version).SingleAsync();
        Boreal.Require(await Portal.Get<ReversePayment>().RunAsync(new ReversePayment.Input(paymentId, "Sans provision", version), default));
    }

    public async Task CreditAsync(long invoiceId, decimal quantity)
    {
        var invoice = await Boreal.FindAsync(invoiceId);
        Boreal.Value(await Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(invoiceId, invoice.Version, [new CreditInvoice.LineQuantity(invoice.Lines[0].Id, quantity)], false, "Erreur", false), default));
    }

    public async Task<Statement> StatementAsync(Client client, DateOnly? day = null, DateOnly? from = null) =>
        Boreal.Value(await Portal.Get<ShowStatement>().RunAsync(new StatementWish(client.Id, Day: day, From: from), default)).Statement;

    public ValueTask DisposeAsync() => Boreal.DisposeAsync();
}
