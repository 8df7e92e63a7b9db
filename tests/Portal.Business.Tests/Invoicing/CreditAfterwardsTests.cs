using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Receivables;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>What becomes of money that an invoice had taken and needs no more.</summary>
public sealed class CreditAfterwardsTests
{
    [Theory, EachDatabase]
    public async Task Credit_OfAPaidInvoice_PaysAnother_AndTheRestIsTheClientsCredit_AsOfItsDay(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Imprimerie");
        var (paid, other) = (await scene.IssueAsync(client, 10), await scene.IssueAsync(client, 4));
        var payment = await scene.PayAsync(client, paid.Total, shares: new Share(paid.Id, paid.Total));
        var before = scene.Today;
        scene.Wait(3);

        Boreal.Value(await CreditAsync(scene, paid.Id, 80, new Share(other.Id, other.Total)));

        (paid, other) = (await scene.Boreal.FindAsync(paid.Id), await scene.Boreal.FindAsync(other.Id));
        Assert.Equal((80m, 0m, paid.Total - 80), (paid.Credited, paid.Balance, paid.Paid));
        Assert.Equal((0m, other.Total), (other.Balance, other.Paid));
        await using var db = scene.Portal.Open();
        Assert.Equal(80 - other.Total, (await db.Payments.SingleAsync(p => p.Id == payment)).Unallocated);
        Assert.Equal((0m, 80 - other.Total), ((await scene.StatementAsync(client)).Ageing.Total, (await scene.StatementAsync(client)).Credit));
        Assert.Equal((other.Total, 0m), ((await scene.StatementAsync(client, before)).Ageing.Total, (await scene.StatementAsync(client, before)).Credit));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Credit_ThatWouldPayMoreThanItSetsFree_IsRefused_AndNothingHappens(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Imprimerie");
        var (paid, other) = (await scene.IssueAsync(client, 10), await scene.IssueAsync(client, 10));
        await scene.PayAsync(client, 200, shares: new Share(paid.Id, 50));

        var refused = await CreditAsync(scene, paid.Id, 80, new Share(other.Id, 20));

        Assert.Equal(("Invoicing.MoreThanFreed", "Pays"), (refused.Refusal!.Code, refused.Refusal.Field));
        Assert.Equal((0m, 50m), ((await scene.Boreal.FindAsync(paid.Id)).Credited, (await scene.Boreal.FindAsync(paid.Id)).Paid));
    }

    [Theory, EachDatabase]
    public async Task Preview_SaysWhatIsIssued(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Imprimerie");
        var invoice = await scene.IssueAsync(client, 10);
        await scene.PayAsync(client, 60, shares: new Share(invoice.Id, 60));

        var preview = Boreal.Value(await scene.Portal.Get<PreviewCredit>().RunAsync(
            new PreviewCredit.Input(invoice.Id, new CreditWish(Amount: new CreditAmount(100, TaxIncluded: true))), default));
        var note = Boreal.Value(await CreditAsync(scene, invoice.Id, 100));

        Assert.Equal((100m, 0m, 100 - invoice.Total + 60), (preview.Total, preview.BalanceAfter, preview.Freed));
        Assert.Equal(preview.Total, (await scene.Boreal.FindAsync(note.Id)).Total);
        scene.Portal.User = TestUser.With(Permissions.InvoicesView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<PreviewCredit>().RunAsync(new PreviewCredit.Input(invoice.Id, new CreditWish()), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Quantities_GoBackToTheJob_LineByLineAsWanted(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var job = Boreal.Value(await boreal.Portal.Get<CreateJob>().RunAsync(new CreateJob.Input(boreal.Client.Id, "Travaux"), default));
        var lines = new List<long>();
        foreach (var name in new[] { "Vis", "Clous" })
        {
            lines.Add(Boreal.Value(await boreal.Portal.Get<AddJobLine>().RunAsync(await JobLineAsync(boreal, job, name), default)));
        }

        var id = Boreal.Value(await boreal.Portal.Get<DraftInvoice>().RunAsync(new DraftInvoice.Input(null, job, Issue: true), default));
        await HandOverAsync(boreal, id);
        var invoice = await boreal.FindAsync(id);
        CreditInvoice.LineQuantity Of(int index, bool back) => new(invoice.Lines.Single(l => l.JobLineId == lines[index]).Id, 4, back);

        Boreal.Value(await boreal.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(id, invoice.Version, [Of(0, true), Of(1, false)], false, "Erreur", false), default));

        await using var db = boreal.Portal.Open();
        var left = await db.Set<JobLine>().ToDictionaryAsync(l => l.Id, l => l.QuantityToInvoice);
        Assert.Equal((4m, 0m), (left[lines[0]], left[lines[1]]));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task TwoCredits_OfOneInvoiceAtOnce_MakeOneNote(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Imprimerie");
        var (paid, other) = (await scene.IssueAsync(client, 10), await scene.IssueAsync(client, 10));
        await scene.PayAsync(client, paid.Total, shares: new Share(paid.Id, paid.Total));
        var input = new CreditInvoice.Input(paid.Id, (await scene.Boreal.FindAsync(paid.Id)).Version, null, false, "Erreur", false, new CreditAmount(30, true), [new Share(other.Id, 30)]);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Portal.Get<CreditInvoice>().RunAsync(input, default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(RefusalKind.Conflict, r.Refusal!.Kind));
        Assert.Equal((30m, 30m), ((await scene.Boreal.FindAsync(paid.Id)).Credited, (await scene.Boreal.FindAsync(other.Id)).Paid));
        Assert.Empty(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task CreditAndPaymentAndAllocation_OfOneInvoiceAtOnce_NeverPayItTwice(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Imprimerie");
        var invoice = await scene.IssueAsync(client, 10);
        var credit = await scene.PayAsync(client, 500);
        var version = (await scene.Boreal.FindAsync(invoice.Id)).Version;

        var note = Task.Run(async () => (Result)await scene.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(invoice.Id, version, null, false, "Erreur", false, new CreditAmount(60, true)), default));
        var allocation = Task.Run(() => scene.Portal.Get<AllocateCredit>().RunAsync(new AllocateCredit.Input(credit, [new Share(invoice.Id, invoice.Total)], 0), default));
        var payment = Task.Run(async () => (Result)await scene.Portal.Get<RecordPayment>().RunAsync(
            new RecordPayment.Input(
                Guid.NewGuid(), scene.Boreal.Entity.Id, client.Id, PaymentMethod.Cheque, invoice.Total, "CAD", scene.Today, "", "", [new Share(invoice.Id, invoice.Total)], false), default));
        var results = await Task.WhenAll(note, allocation, payment);

        Assert.Contains(results, r => r.Succeeded);
        invoice = await scene.Boreal.FindAsync(invoice.Id);
        Assert.Equal(invoice.Total - invoice.Credited - invoice.Paid, invoice.Balance);
        Assert.True(invoice.Balance >= 0);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    private static async Task<Result<CreditInvoice.Credited>> CreditAsync(ReceivablesScene scene, long invoiceId, decimal amount, params Share[] pays) =>
        await scene.Portal.Get<CreditInvoice>().RunAsync(
            new CreditInvoice.Input(
                invoiceId, (await scene.Boreal.FindAsync(invoiceId)).Version, null, false, "Geste commercial", false, new CreditAmount(amount, TaxIncluded: true), pays),
            default);

    private static async Task HandOverAsync(Boreal boreal, long invoiceId)
    {
        await using var db = boreal.Portal.Open();
        (await db.Invoices.SingleAsync(i => i.Id == invoiceId)).HandOver(AccountingState.HandedOver);
        await db.SaveChangesAsync();
    }

    private static async Task<AddJobLine.Input> JobLineAsync(Boreal boreal, long job, string name)
    {
        await using var db = boreal.Portal.Open();
        var version = await db.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
        return new AddJobLine.Input(job, version, null, name, 10, "", 5, 0, boreal.TaxCode.Id, boreal.Income.Id);
    }
}
