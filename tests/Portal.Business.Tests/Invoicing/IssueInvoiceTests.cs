using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

public sealed class IssueInvoiceTests
{
    [Theory, EachDatabase]
    public async Task Issue_ThirtyTwoAtOnceWithAThirdRolledBack_LeavesNoGap(DatabaseProvider provider)
    {
        var failing = new EveryThirdFails();
        await using var boreal = await Boreal.StartAsync(provider, "QC", "TPS+TVQ", services => services.AddSingleton<Steps>(failing));
        var ids = new List<long>();
        for (var i = 0; i < 32; i++)
        {
            ids.Add(await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100 + i)));
        }

        failing.IsOn = true;
        var outcomes = await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            try
            {
                return (await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default)).Succeeded;
            }
            catch (RolledBackException)
            {
                return false;
            }
        })));

        Assert.Equal(10, outcomes.Count(o => !o));
        await using var db = boreal.Portal.Open();
        var numbers = await db.Invoices.Where(i => i.Number != null).OrderBy(i => i.Number).Select(i => i.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 22).Select(n => n.ToString("'F-'000000", CultureInfo.InvariantCulture)), numbers);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Issue_OneByManyAtOnce_HappensOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, Send: true), default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(RefusalKind.Conflict, r.Refusal!.Kind));
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.OutgoingMessages.CountAsync());
        Assert.Equal(1, await db.AccountingEntries.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task Issue_InQuebec_RoundsEachTaxOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);

        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));

        Assert.Equal([7.00m, 13.97m], invoice.Taxes.OrderBy(t => t.Position).Select(t => t.Amount));
        Assert.Equal((140m, 20.97m, 160.97m, 160.97m), (invoice.Net, invoice.Tax, invoice.Total, invoice.Balance));
    }

    [Theory, EachDatabase]
    public async Task Issue_InFranceAtTheReducedRate_RoundsHalfAwayFromZero(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.StartAsync(provider, "FR", "TVA5.5");

        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Forfait pose", 1, 175));

        Assert.Equal((175m, 9.63m, 184.63m), (invoice.Net, invoice.Tax, invoice.Total));
    }

    [Theory, EachDatabase]
    public async Task Issue_WithMuchMissing_SaysAllAtOnceAndTakesNoNumber(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var bare = boreal.InvoiceLine("Pose", 1, 100) with { TaxCodeId = null, GlAccountId = null };
        var id = await boreal.ProformaAsync(bare, boreal.InvoiceLine("Vis", 2, 1) with { GlAccountId = null });
        await using (var db = boreal.Portal.Open())
        {
            var client = await db.Clients.SingleAsync();
            client.PurchaseOrderRequired = true;
            client.BillingAddress = Address.Empty;
            await db.SaveChangesAsync();
        }

        var result = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default);

        Assert.Equal(
            ["Invoicing.LineWithoutTaxCode", "Invoicing.LineWithoutAccount", "Invoicing.LineWithoutAccount", "Invoicing.NoBillingAddress", "Invoicing.NoPurchaseOrder"],
            result.Refusals.Select(r => r.Code));
        Assert.True((await boreal.FindAsync(id)).IsProforma);
        await using var after = boreal.Portal.Open();
        Assert.Equal(1, await after.NumberSeries.Where(s => s.Document == NumberedDocument.Invoice).Select(s => s.Next).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task Issue_BeforeTheLastNumber_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));

        var result = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, IssueOn: new DateOnly(2026, 3, 1)), default);

        Assert.Equal("Companies.DateBeforeLastNumber", result.Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Issued_IsNeitherEditedNorDeleted_AndServesTheStoredBytes(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(invoice.Id), default));

        var edit = await boreal.Portal.Get<SaveProforma>().RunAsync(new SaveProforma.Input(invoice.Id, invoice.Version, shown.Head, []), default);
        var delete = await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(invoice.Id, invoice.Version), default);

        Assert.Equal("Invoicing.IsIssued", edit.Refusal!.Code);
        Assert.Equal("Invoicing.IsIssued", delete.Refusal!.Code);
        var served = Boreal.Value(await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new OpenInvoiceDocument.Input(invoice.Id), default));
        await using var db = boreal.Portal.Open();
        var stored = await db.StoredDocuments.Include(d => d.Content).SingleAsync(d => d.SubjectId == invoice.Id && d.Kind == DocumentKinds.Invoice);
        Assert.Equal(stored.Content!.Bytes, served.Bytes);
        Assert.Equal(DocumentVisibility.SharedWithClient, stored.Visibility);
    }

    [Theory, EachDatabase]
    public async Task Invoice_OfAnotherClient_IsNotFound(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        boreal.Portal.User = TestUser.OfClients(4711);

        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new OpenInvoiceDocument.Input(invoice.Id), default)).Refusal);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        Assert.True((await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new OpenInvoiceDocument.Input(invoice.Id), default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task Proforma_ThatIsEditedAfterItWasSent_IsReadByItsClientAsItWasSent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 140));
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(id, Guid.NewGuid()), default));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        Boreal.Value(await boreal.Portal.Get<SaveProforma>().RunAsync(new SaveProforma.Input(id, shown.Version, shown.Head with { Title = "Pas encore décidé" }, []), default));
        async Task<string> ReadAsync() => DocumentText.Flat(Boreal.Value(await boreal.Portal.Get<OpenInvoiceDocument>().RunAsync(new OpenInvoiceDocument.Input(id), default)).Bytes);

        await using var db = boreal.Portal.Open();
        await db.Invoices.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Status, InvoiceStatus.ProformaSent));

        Assert.Contains("Pas encore décidé", await ReadAsync(), StringComparison.Ordinal);
        boreal.Portal.User = TestUser.OfClients(boreal.Client.Id);
        var theirs = await ReadAsync();
        Assert.Contains("140,00", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("Pas encore décidé", theirs, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task SaveProforma_FromAnOldVersion_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 140));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new ShowInvoice.Input(id), default));
        var input = new SaveProforma.Input(id, shown.Version, shown.Head with { Title = "Neuf" }, [.. shown.Lines.Select(l => new ProformaLines.Line(l.Id, l.Source, null, null, l.Values))]);

        Assert.True((await boreal.Portal.Get<SaveProforma>().RunAsync(input, default)).Succeeded);
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<SaveProforma>().RunAsync(input, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Verify_AfterSomebodyWroteIntoTheDatabase_SaysWhere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 140));
        await using (var db = boreal.Portal.Open())
        {
            await db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(i => i.Total, 100m));
        }

        var report = Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default));

        Assert.Contains(report.Differences, d => d is { Key: "TotalIsNetAndTax", Document: "F-000001" });
        Assert.Contains(report.Differences, d => d.Key == "IssuedIsBooked");
    }

    [Theory, EachDatabase]
    public async Task Credit_InTwoParts_EqualsTheInvoiceToTheCent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var invoice = await boreal.IssuedAsync(boreal.InvoiceLine("Vis", 3, 0.35m), boreal.InvoiceLine("Pose", 2, 70.11m));
        var tooEarly = await CreditAsync(boreal, invoice, null);
        Assert.Equal("Invoicing.NotInAccountsYet", tooEarly.Refusal!.Code);
        await HandOverAsync(boreal);

        invoice = await boreal.FindAsync(invoice.Id);
        Boreal.Value(await CreditAsync(boreal, invoice, [new CreditInvoice.LineQuantity(invoice.Lines.Single(l => l.Quantity == 3).Id, 1)]));
        invoice = await boreal.FindAsync(invoice.Id);
        Boreal.Value(await CreditAsync(boreal, invoice, null));

        invoice = await boreal.FindAsync(invoice.Id);
        Assert.Equal((invoice.Total, 0m), (invoice.Credited, invoice.Balance));
        Assert.Equal("Invoicing.CreditedInFull", (await CreditAsync(boreal, invoice, null)).Refusal!.Code);
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    private static Task<Result<CreditInvoice.Credited>> CreditAsync(Boreal boreal, Invoice invoice, IReadOnlyList<CreditInvoice.LineQuantity>? quantities) =>
        boreal.Portal.Get<CreditInvoice>().RunAsync(new CreditInvoice.Input(invoice.Id, invoice.Version, quantities, true, "Erreur", false), default);

    private static async Task HandOverAsync(Boreal boreal) =>
        Assert.True((await boreal.Portal.Get<TransferToAccounting>().RunAsync(default)).Succeeded);

    /// <summary>Throws after the save and before the commit, so that the transaction is rolled back.</summary>
    private sealed class EveryThirdFails : Steps
    {
        private int count;

        public bool IsOn { get; set; }

        public override void Reached(string step)
        {
            if (IsOn && step == "invoicing.saved" && Interlocked.Increment(ref count) % 3 == 0)
            {
                throw new RolledBackException();
            }
        }
    }

    private sealed class RolledBackException : Exception;
}
