using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Contracts.Billing;
using Portal.Business.Tests.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.ClientPortal;

public sealed class PortalIsolationTests
{
    [Theory, EachDatabase]
    public async Task Client_SeesTheirOwn_WithTheSameBytesThatWereStored(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var (invoice, documentId) = await IssueWithDocumentAsync(scene, payer, [1, 2, 3, 4]);
        await scene.IssueAsync(payer, 100m);
        await scene.RecordAsync(scene.Cheque(payer, 60.97m, new Share(invoice.Id, 60.97m)));

        scene.User = TestUser.OfClients(payer.Id);
        var home = (await scene.Get<ShowPortalHome>().RunAsync(default)).Value;
        Assert.Equal(100m + 114.98m, Assert.Single(home.Dues).Amount);
        Assert.Equal(DemoCompanies.Quebec, home.Company.Name);
        var shown = (await scene.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Value;
        Assert.Equal((100m, 160.97m, OwnInvoiceState.PartlyPaid, documentId, true), (shown.Balance, shown.Total, shown.State, shown.DocumentId, shown.CanPayOnline));
        Assert.Equal([("TPS", "GST"), ("TVQ", "QST")], shown.Taxes.Select(t => (t.Name.In("fr-CA"), t.Name.In("en"))));
        Assert.Equal(60.97m, Assert.Single(shown.Payments).Amount);
        Assert.Equal(2, (await scene.Get<ListOwnInvoices>().RunAsync(new(new PageRequest()), default)).Value.Page.Total);
        Assert.Equal(214.98m, Assert.Single((await scene.Get<ShowOwnStatement>().RunAsync(default)).Value.Accounts).Ageing.Total);
        var file = (await scene.Get<ReadOwnDocument>().RunAsync(documentId, default)).Value;
        var bytes = file.Bytes.Drain();
        Assert.Equal([1, 2, 3, 4], bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Sha256);
        var receipt = Assert.Single((await scene.Get<ListOwnPayments>().RunAsync(new PageRequest(), default)).Value.Page.Rows);
        Assert.True((await scene.Get<ReadOwnDocument>().RunAsync(receipt.ReceiptDocumentId!.Value, default)).Succeeded);
        Assert.True((await scene.Get<ReadCompanyLogo>().RunAsync(scene.QuebecId, default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Client_WithAContractOfAnotherCompany_SeesItsLogo(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        var start = new DateOnly(2026, 3, 1);
        await using var db = scene.Open();
        var franceId = await db.LegalEntities.Where(e => e.Name == DemoCompanies.France).Select(e => e.Id).SingleAsync();
        var contract = new Contract(franceId, clients[0].Id, "C-900001", "EUR", start, new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc));
        Assert.True(contract.Edit(ContractBook.Head(start) with { PayerId = clients[0].Id }, isBilled: false, start).Succeeded);
        db.Add(contract);
        await db.SaveChangesAsync();

        scene.User = TestUser.OfClients(clients[0].Id);
        Assert.True((await scene.Get<ReadCompanyLogo>().RunAsync(franceId, default)).Succeeded);
        scene.User = TestUser.OfClients(clients[1].Id);
        Assert.Equal(Refusal.NotFound, (await scene.Get<ReadCompanyLogo>().RunAsync(franceId, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task SecondClient_TryingTheIdsOfTheFirst_FindsNothing(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        var (invoice, documentId) = await IssueWithDocumentAsync(scene, clients[0], [1]);
        var payment = await scene.RecordAsync(scene.Cheque(clients[0], 10m, new Share(invoice.Id, 10m)));
        long receiptId, franceId, logoId;
        await using (var db = scene.Open())
        {
            receiptId = await db.StoredDocuments.Where(d => d.SubjectId == payment.PaymentId).Select(d => d.Id).SingleAsync();
            franceId = await db.LegalEntities.Where(e => e.Name == DemoCompanies.France).Select(e => e.Id).SingleAsync();
            logoId = (await db.LegalEntities.Where(e => e.Id == franceId).Select(e => e.LogoDocumentId).SingleAsync())!.Value;
        }

        scene.User = TestUser.OfClients(clients[1].Id);
        Assert.Equal(Refusal.NotFound, (await scene.Get<ShowOwnInvoice>().RunAsync(invoice.Id, default)).Refusal);
        foreach (var id in new[] { documentId, receiptId, logoId })
        {
            Assert.Equal(Refusal.NotFound, (await scene.Get<ReadOwnDocument>().RunAsync(id, default)).Refusal);
        }

        Assert.Equal(Refusal.NotFound, (await scene.Get<ReadCompanyLogo>().RunAsync(franceId, default)).Refusal);
        Assert.Empty((await scene.Get<ShowPortalHome>().RunAsync(default)).Value.Dues);
        Assert.Equal(0, (await scene.Get<ListOwnInvoices>().RunAsync(new(new PageRequest()), default)).Value.Page.Total);
        Assert.Equal(0, (await scene.Get<ListOwnPayments>().RunAsync(new PageRequest(), default)).Value.Page.Total);
        Assert.Equal(0, (await scene.Get<ListOwnQuotes>().RunAsync(new PageRequest(), default)).Value.Page.Total);
        Assert.Empty((await scene.Get<ShowOwnStatement>().RunAsync(default)).Value.Accounts);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ShowPayment>().RunAsync(payment.PaymentId, default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ReadReceipt>().RunAsync(payment.PaymentId, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Client_OfTwoCompanies_IsOverdueByTheDayOfEach(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var quebec = (await scene.ClientsAsync())[0];
        await using var db = scene.Open();
        var france = await db.Clients.FirstAsync(c => c.LegalEntityId != scene.QuebecId);
        var here = await scene.IssueAsync(quebec, 100m);
        var there = await scene.IssueAsync(france, 100m);

        await db.Invoices.Where(i => i.Id == there.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.DueOn, here.DueOn));

        // The due day is over in Lyon; in Montréal it is evening.
        scene.Clock.Set(here.DueOn!.Value.ToDateTime(new TimeOnly(23, 30), DateTimeKind.Utc));
        scene.User = TestUser.OfClients(quebec.Id, france.Id);

        var listed = (await scene.Get<ListOwnInvoices>().RunAsync(new(new PageRequest()), default)).Value.Page.Rows;
        Assert.Equal(OwnInvoiceState.ToPay, listed.Single(i => i.Id == here.Id).State);
        Assert.Equal(OwnInvoiceState.Overdue, listed.Single(i => i.Id == there.Id).State);
        var home = (await scene.Get<ShowPortalHome>().RunAsync(default)).Value;
        Assert.Equal([(0m, here.Total), (there.Total, there.Total)], home.Dues.OrderBy(d => d.Overdue).Select(d => (d.Overdue, d.Amount)));
        Assert.Equal(OwnInvoiceState.Overdue, home.ToPay.Single(i => i.Id == there.Id).State);
    }

    [Theory, EachDatabase]
    public async Task Visitor_WithoutASignIn_IsForbiddenEverything(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        scene.User = new TestUser(null, "", [], ClientScope.Nobody);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ShowPortalHome>().RunAsync(default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ShowOwnInvoice>().RunAsync(1, default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ReadOwnDocument>().RunAsync(1, default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<StartOnlinePayment>().RunAsync(new([1]), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ListPayments>().RunAsync(new(new PageRequest()), default)).Refusal);
    }

    private static async Task<(Invoice Invoice, long DocumentId)> IssueWithDocumentAsync(PaymentsScene scene, Business.Clients.Client client, byte[] bytes)
    {
        var invoice = await scene.IssueAsync(client, 140m);
        await using var db = scene.Open();
        var document = StoredDocument.Generated(
            SubjectRef.To(invoice), DocumentKinds.Invoice, 1, new DocumentFile("F.pdf", "application/pdf", bytes), client.Id, DocumentVisibility.SharedWithClient,
            scene.Clock.GetUtcNow().UtcDateTime);
        db.StoredDocuments.Add(document);
        await db.SaveChangesAsync();
        return (invoice, document.Id);
    }
}
