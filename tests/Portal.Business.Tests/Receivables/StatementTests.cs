using Microsoft.EntityFrameworkCore;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.Payments;
using Portal.Business.Receivables;
using Portal.Business.Receivables.UseCases;
using Portal.Business.Tests.Documents;
using Portal.Business.Tests.Support;
using Portal.Pdf.Tests.Tools;

namespace Portal.Business.Tests.Receivables;

public sealed class StatementTests
{
    [Theory, EachDatabase]
    public async Task Statement_OfInstalments_AgesEachByItsOwnDay(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var issuedOn = scene.Today;
        var invoice = await scene.IssueAsync(client, 100m);
        Assert.Equal([574.88m, 344.92m, 229.95m], invoice.Instalments.OrderBy(i => i.Position).Select(i => i.Amount));
        scene.Wait(5);
        await scene.PayAsync(client, 600m, 0, new Share(invoice.Id, 600m));

        Assert.Equal(new Ageing(1149.75m, 0, 0, 0, 0), (await scene.StatementAsync(client, issuedOn)).Ageing);
        Assert.Equal(new Ageing(574.87m, 574.88m, 0, 0, 0), (await scene.StatementAsync(client, issuedOn.AddDays(1))).Ageing);
        Assert.Equal(new Ageing(549.75m, 0, 0, 0, 0), (await scene.StatementAsync(client, issuedOn.AddDays(5))).Ageing);
        Assert.Equal(new Ageing(229.95m, 319.80m, 0, 0, 0), (await scene.StatementAsync(client, issuedOn.AddDays(21))).Ageing);
        Assert.Equal(new Ageing(0, 229.95m, 319.80m, 0, 0), (await scene.StatementAsync(client, issuedOn.AddDays(51))).Ageing);
        Assert.Equal(new Ageing(0, 0, 0, 0, 549.75m), (await scene.StatementAsync(client, issuedOn.AddDays(141))).Ageing);
        Assert.Equal(Ageing.Nothing, (await scene.StatementAsync(client, issuedOn.AddDays(-1))).Ageing);
    }

    [Theory, EachDatabase]
    public async Task Statement_OfAPeriod_GoesFromOpeningToClosing(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        var first = await scene.IssueAsync(client, 10m);
        scene.Wait(10);
        var from = scene.Today;
        var cheque = await scene.PayAsync(client, 50m, 0, new Share(first.Id, 50m));
        scene.Wait(1);
        await scene.CreditAsync(first.Id, 2);
        scene.Wait(1);
        await scene.ReverseAsync(cheque);

        var statement = await scene.StatementAsync(client, from: from);

        Assert.Equal(first.Total, statement.Period!.Opening);
        Assert.Equal(
            [(MovementKind.Payment, -50m, 64.98m), (MovementKind.CreditNote, -23m, 41.98m), (MovementKind.Reversal, 50m, 91.98m)],
            statement.Period.Running().Select(m => (m.Row.Kind, m.Row.Amount, m.Balance)));
        Assert.Equal(statement.Balance, statement.Period.Closing);
        Assert.Equal(
            "Receivables.PeriodTurned",
            (await scene.Portal.Get<ShowStatement>().RunAsync(new StatementWish(client.Id, Day: from, From: from.AddDays(1)), default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task AgedReceivables_OfManyClients_SortAndPageInTheDatabase(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        for (var i = 1; i <= 5; i++)
        {
            await scene.IssueAsync(await scene.NewClientAsync($"Client {i}"), i);
        }

        var payer = await scene.NewClientAsync("Payeur");
        await scene.PayAsync(payer, 30m);
        scene.Wait(1);
        var list = scene.Portal.Get<AgedReceivables>();

        var listed = Boreal.Value(await list.RunAsync(new AgedReceivables.Input(new PageRequest(2, 2, "owed", Descending: true)), default));
        Assert.Equal((6, 2), (listed.Page.Total, listed.Page.Rows.Count));
        Assert.Equal(["Client 3", "Client 2"], listed.Page.Rows.Select(r => r.Client));
        var total = Assert.Single(listed.Totals);
        Assert.Equal(("CAD", 30m), (total.Currency, total.Credit));
        var all = Boreal.Value(await list.RunAsync(new AgedReceivables.Input(new PageRequest(Sort: "to30")), default)).Page.Rows;
        Assert.Equal(all.Sum(r => r.Ageing.To30), total.Ageing.To30);
        Assert.Equal(all.Sum(r => r.Balance), total.Balance);
        Assert.Equal("Payeur", all[0].Client);
        Assert.Equal(5, Boreal.Value(await list.RunAsync(new AgedReceivables.Input(new PageRequest(), OnlyOverdue: true), default)).Page.Total);
        Assert.Equal("Client 4", Assert.Single(Boreal.Value(await list.RunAsync(new AgedReceivables.Input(new PageRequest(), Text: "client 4"), default)).Page.Rows).Client);
        foreach (var sort in new[] { "client", "notDue", "to30", "to60", "to90", "older", "owed", "held", "credit", "balance" })
        {
            Assert.Equal(6, Boreal.Value(await list.RunAsync(new AgedReceivables.Input(new PageRequest(Sort: sort)), default)).Page.Rows.Count);
        }

        scene.Portal.User = TestUser.With(Permissions.PaymentsView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<AgedReceivables>().RunAsync(new AgedReceivables.Input(new PageRequest()), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task SendStatement_PressedTwiceAtOnce_SendsOnceToTheManagerWithCopies(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var client = await scene.NewClientAsync("Atelier Roy");
        await scene.IssueAsync(client, 10m);
        var input = new SendStatement.Input(new StatementWish(client.Id), Guid.NewGuid());

        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Portal.Get<SendStatement>().RunAsync(input, default))));
        Assert.All(sent, s => Assert.True(s.Succeeded, s.Refusal?.Code));
        Boreal.Require(await scene.Portal.Get<SendStatement>().RunAsync(input with { RequestKey = Guid.NewGuid() }, default));

        await using var db = scene.Portal.Open();
        var messages = await db.OutgoingMessages.Where(m => m.Kind == "statement").OrderBy(m => m.Id).ToListAsync();
        Assert.Equal(2, messages.Count);
        Assert.Equal(["jean@client.example", "marie@client.example"], messages[0].Recipients.Select(r => r.Address).Order());
        Assert.Equal(RecipientRole.To, messages[0].Recipients.Single(r => r.Address == "marie@client.example").Role);
        Assert.Single(messages[0].Attachments);
        Assert.DoesNotContain("{{", messages[0].TextBody, StringComparison.Ordinal);
        Assert.Equal(2, await db.TimelineEntries.CountAsync(e => e.What == "Receivables.StatementQueued"));

        scene.Portal.User = TestUser.With(Permissions.PaymentsView);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<SendStatement>().RunAsync(input, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task OwnStatement_OfAClientUser_ShowsTheirAccountsOnly(DatabaseProvider provider)
    {
        await using var scene = await ReceivablesScene.StartAsync(provider);
        var (mine, other) = (await scene.NewClientAsync("Atelier Roy"), await scene.NewClientAsync("Atelier Côté"));
        await scene.IssueAsync(mine, 10m);
        await scene.IssueAsync(other, 20m);
        await scene.PayAsync(mine, 25m);

        scene.Portal.User = TestUser.OfClients(mine.Id);
        var account = Assert.Single(Boreal.Value(await scene.Portal.Get<ShowOwnStatement>().RunAsync(default)).Accounts);
        Assert.Equal((mine.Id, 114.98m, 25m, 89.98m), (account.ClientId, account.Ageing.Total, account.Credit, account.Balance));
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<DrawOwnStatement>().RunAsync(new StatementWish(other.Id), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await scene.Portal.Get<ShowStatement>().RunAsync(new StatementWish(mine.Id), default)).Refusal);
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(Boreal.Value(await scene.Portal.Get<DrawOwnStatement>().RunAsync(new StatementWish(mine.Id), default)).Bytes.AsSpan(0, 4)), StringComparison.Ordinal);
    }

    [ToolFact("pdftotext")]
    public async Task StatementDocument_InFrench_TellsWhatIsOpenAndHowOldItIs()
    {
        await using var scene = await ReceivablesScene.StartAsync(DatabaseProvider.Sqlite);
        var client = await scene.NewClientAsync("Atelier Roy");
        var invoice = await scene.IssueAsync(client, 10m);
        await scene.PayAsync(client, 25m);
        scene.Wait(30);

        var open = DocumentText.Flat(Boreal.Value(await scene.Portal.Get<DrawStatement>().RunAsync(new StatementWish(client.Id), default)).Bytes);
        DocumentText.InThisOrder(
            open, "État de compte", "Compte de", "Atelier Roy", "Solde 89,98 $", "Dont en retard 91,98 $", "À votre crédit 25,00 $", "Factures à payer",
            invoice.Number!, "114,98", "À votre crédit", "P-", "25,00", "Factures dues 114,98 $", "Solde (CAD) 89,98 $", "Non échu", "23,00 91,98");

        var moved = DocumentText.Flat(Boreal.Value(await scene.Portal.Get<DrawStatement>().RunAsync(
            new StatementWish(client.Id, From: scene.Today.AddDays(-40)), default)).Bytes);
        DocumentText.InThisOrder(moved, "Mouvements du", "Solde d’ouverture", "0,00", "Facture", invoice.Number!, "Paiement", "-25,00", "Solde de clôture", "89,98");
    }
}
