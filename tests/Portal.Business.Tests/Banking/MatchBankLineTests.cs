using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Banking;
using Portal.Business.Banking.Matching;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Banking;

/// <summary>What a line may be, and that what a person says of it happens once and can be undone.</summary>
public sealed class MatchBankLineTests
{
    private const string PayerIban = "DE89370400440532013000";

    [Theory, EachDatabase]
    public async Task Line_WithNumberAndAmount_IsCertainAndPaysItsInvoice(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(scene.Boreal.Client, 100m);
        await scene.ImportAsync(Samples.Credit(120m, $"Facture {invoice.Number!.Replace("-", " ", StringComparison.Ordinal)}", "Erable", PayerIban));
        var line = await scene.ShowAsync((await scene.LinesAsync())[0]);

        var best = line.Proposals[0];
        Assert.Equal((true, scene.Boreal.Client.Id, 120m), (best.IsCertain, best.PayerId, Assert.Single(best.Shares).Amount));
        var done = Boreal.Value(await scene.ConfirmAsync(line, best));

        Assert.Equal(0m, (await scene.Boreal.FindAsync(invoice.Id)).Balance);
        var payment = await scene.PaymentAsync(done.PaymentId);
        Assert.Equal((120m, PaymentMethod.Transfer, new DateOnly(2026, 3, 2), 0m), (payment.Amount, payment.Method, payment.ReceivedOn, payment.Unallocated));
        await using var db = scene.Portal.Open();
        var debited = await db.AccountingEntries.Where(e => e.SourceId == payment.Id).SelectMany(e => e.Lines).SingleAsync(l => l.Debit > 0);
        Assert.Equal((scene.Account.GlAccountId, 120m), (debited.GlAccountId, debited.Debit));
    }

    [Theory, EachDatabase]
    public async Task Line_ConfirmedByTwoAtOnce_MakesOnePayment(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(scene.Boreal.Client, 100m);
        await scene.ImportAsync(Samples.Credit(120m, invoice.Number!));
        var line = await scene.ShowAsync((await scene.LinesAsync())[0]);

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.ConfirmAsync(line, line.Proposals[0]))));

        Assert.Equal(1, all.Count(r => r.Succeeded));
        Assert.All(all.Where(r => !r.Succeeded), r => Assert.Equal("Banking.MatchedAlready", r.Refusal!.Code));
        await using var db = scene.Portal.Open();
        Assert.Equal((1, 0m), (await db.Payments.CountAsync(), (await scene.Boreal.FindAsync(invoice.Id)).Balance));
    }

    [Theory, EachDatabase]
    public async Task Line_OfAnAccountThatPaidBefore_IsRecognised(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var client = await scene.ClientAsync("Garage Morel");
        var (first, second, third) = (await scene.IssueAsync(client, 10m), await scene.IssueAsync(client, 20m), await scene.IssueAsync(client, 30m));
        await scene.ImportAsync(Samples.Credit(12m, first.Number!, "MOREL SARL", PayerIban), Samples.Credit(60m, "virement", "inconnu", PayerIban), Samples.Credit(36m, "virement", "GARAGE  MOREL"));
        var lines = await scene.LinesAsync();
        var named = await scene.ShowAsync(lines[2]);
        Assert.Equal((client.Id, third.Id, false), (named.Proposals[0].PayerId, named.Proposals[0].Shares[0].InvoiceId, named.Proposals[0].IsCertain));
        Assert.Contains(ProposalReason.SameName, named.Proposals[0].Reasons);
        var reference = await scene.ShowAsync(lines[0]);
        Boreal.Value(await scene.ConfirmAsync(reference, reference.Proposals[0]));

        var known = (await scene.ShowAsync(lines[1])).Proposals[0];

        Assert.Equal((client.Id, true, 60m), (known.PayerId, known.IsCertain, known.Shares.Sum(s => s.Amount)));
        Assert.Equal([second.Id, third.Id], known.Shares.Select(s => s.InvoiceId).Order());
        Assert.Equal([ProposalReason.KnownIban, ProposalReason.AllOpenInvoices], known.Reasons);
    }

    [Theory, EachDatabase]
    public async Task Line_ByItsAmountOrOrder_IsProposedButNotCertain(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(scene.Boreal.Client, 100m, "BC-2026-7");
        await scene.ImportAsync(Samples.Credit(120m, "virement"), Samples.Credit(50m, "acompte BC-2026-7"), Samples.Credit(7m, "rien"));
        var lines = await scene.LinesAsync();

        var byAmount = Assert.Single((await scene.ShowAsync(lines[0])).Proposals);
        var byOrder = Assert.Single((await scene.ShowAsync(lines[1])).Proposals);

        Assert.Equal((invoice.Id, false), (byAmount.Shares[0].InvoiceId, byAmount.IsCertain));
        Assert.Equal((50m, 120m, false), (byOrder.Shares[0].Amount, byOrder.Shares[0].Balance, byOrder.IsCertain));
        Assert.Empty((await scene.ShowAsync(lines[2])).Proposals);
    }

    [Theory, EachDatabase]
    public async Task Line_OfAnInstalment_IsRecognisedByItsAmount(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var client = await scene.ClientAsync("Garage Morel");
        var terms = await scene.TwoPartsAsync();
        var (invoice, other) = (await scene.IssueAsync(client, 100m, terms: terms), await scene.IssueAsync(client, 10m));
        await scene.ImportAsync(Samples.Credit(36m, invoice.Number!), Samples.Credit(36m, "virement", "GARAGE MOREL"), Samples.Credit(36m, "rien"));
        var lines = await scene.LinesAsync();

        var best = (await scene.ShowAsync(lines[0])).Proposals[0];
        Assert.Equal((true, 36m, invoice.IssuedOn), (best.IsCertain, Assert.Single(best.Shares).Amount, best.Shares[0].DueOn));
        Assert.Equal([ProposalReason.InvoiceNumber, ProposalReason.Instalment], best.Reasons.Take(2));
        var named = (await scene.ShowAsync(lines[1])).Proposals[0];
        Assert.Equal((invoice.Id, false), (named.Shares[0].InvoiceId, named.IsCertain));
        Assert.Contains(ProposalReason.Instalment, named.Reasons);
        Assert.Contains((await scene.ShowAsync(lines[2])).Proposals, p => p.Shares[0].InvoiceId == invoice.Id);

        Boreal.Value(await scene.ConfirmAsync(await scene.ShowAsync(lines[0]), best));
        Assert.Equal(84m, (await scene.Boreal.FindAsync(invoice.Id)).Balance);

        // The rest is due later than the other invoice, so money of another amount settles that first.
        await scene.ImportAsync(Samples.Credit(50m, "solde", "GARAGE MOREL"));
        var rest = (await scene.ShowAsync((await scene.LinesAsync()).Single(l => l.Amount == 50m))).Proposals[0];
        Assert.Equal([other.Id, invoice.Id], rest.Shares.Select(s => s.InvoiceId));
    }

    [Theory, EachDatabase]
    public async Task Line_OfMoreThanIsOwed_LeavesTheRestAsCredit(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(scene.Boreal.Client, 100m);
        await scene.ImportAsync(Samples.Credit(150m, invoice.Number!));
        var line = await scene.ShowAsync((await scene.LinesAsync())[0]);

        var done = Boreal.Value(await scene.ConfirmAsync(line, line.Proposals[0]));

        Assert.Equal((30m, false), ((await scene.PaymentAsync(done.PaymentId)).Unallocated, line.Proposals[0].IsCertain));
    }

    [Theory, EachDatabase]
    public async Task Line_OfAPaymentRecordedByHand_IsThatPaymentAndNotASecond(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var recorded = Boreal.Value(await scene.Portal.Get<RecordPayment>().RunAsync(
            new(Guid.NewGuid(), scene.Boreal.Entity.Id, scene.Boreal.Client.Id, PaymentMethod.Transfer, 80m, "EUR", new DateOnly(2026, 2, 28), "VIR-4711", "", [], false), default));
        await scene.ImportAsync(Samples.Credit(80m, "VIR-4711"));
        var line = await scene.ShowAsync((await scene.LinesAsync())[0]);

        Assert.Equal((recorded.PaymentId, true), (Assert.Single(line.Proposals[0].Recorded).Id, line.Proposals[0].IsCertain));
        Boreal.Value(await scene.ConfirmAsync(line, line.Proposals[0]));
        line = await scene.ShowAsync((await scene.LinesAsync())[0]);
        Boreal.Require(await scene.Portal.Get<ReopenBankLine>().RunAsync(new(line.Id, line.Version, ""), default));

        await using var db = scene.Portal.Open();
        Assert.Equal((1, PaymentState.Recorded), (await db.Payments.CountAsync(), (await scene.PaymentAsync(recorded.PaymentId)).State));
        Assert.Equal(BankLineState.ToDo, (await scene.LinesAsync())[0].State);
    }

    [Theory, EachDatabase]
    public async Task Confirmation_Undone_ReversesThePaymentAndCanBeMadeAgain(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(scene.Boreal.Client, 100m);
        await scene.ImportAsync(Samples.Credit(120m, invoice.Number!, "Payeur inconnu"));
        var line = await scene.ShowAsync((await scene.LinesAsync())[0]);
        var first = Boreal.Value(await scene.ConfirmAsync(line, line.Proposals[0]));
        line = await scene.ShowAsync((await scene.LinesAsync())[0]);

        Assert.Equal("Payments.ReasonMissing", (await scene.Portal.Get<ReopenBankLine>().RunAsync(new(line.Id, line.Version, " "), default)).Refusal?.Code);
        Boreal.Require(await scene.Portal.Get<ReopenBankLine>().RunAsync(new(line.Id, line.Version, "Mauvais client"), default));
        Assert.Equal((PaymentState.Reversed, 120m), ((await scene.PaymentAsync(first.PaymentId)).State, (await scene.Boreal.FindAsync(invoice.Id)).Balance));

        line = await scene.ShowAsync((await scene.LinesAsync())[0]);
        await using (var taught = scene.Portal.Open())
        {
            Assert.Empty(await taught.KnownPayers.ToListAsync());
        }

        var second = Boreal.Value(await scene.ConfirmAsync(line, line.Proposals[0]));
        Assert.NotEqual(first.PaymentId, second.PaymentId);
        var payment = await scene.PaymentAsync(second.PaymentId);
        Boreal.Require(await scene.Portal.Get<ReversePayment>().RunAsync(new(payment.Id, "Rejet", payment.Version), default));

        Assert.Equal((BankLineState.ToDo, 0), ((await scene.LinesAsync())[0].State, (await scene.ShowAsync((await scene.LinesAsync())[0])).Payments.Count));
        await using var db = scene.Portal.Open();
        Assert.Contains(await db.AuditEntries.Where(e => e.SubjectId == line.Id).ToListAsync(), e => e.ReadChanges().Any(c => c.Property == "State"));
    }

    [Theory, EachDatabase]
    public async Task Line_Ignored_KeepsTheReasonAndCanBeOpenedAgain(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        await scene.ImportAsync(Samples.Debit(11.50m, "Frais"));
        var line = (await scene.LinesAsync())[0];

        Assert.Equal("Banking.ReasonMissing", (await scene.Portal.Get<IgnoreBankLine>().RunAsync(new(line.Id, line.Version, ""), default)).Refusal?.Code);
        Assert.Equal("Banking.NotACredit", (await scene.Portal.Get<ConfirmBankLine>().RunAsync(new(line.Id, line.Version, scene.Boreal.Client.Id, []), default)).Refusal?.Code);
        Boreal.Require(await scene.Portal.Get<IgnoreBankLine>().RunAsync(new(line.Id, line.Version, "Frais bancaires"), default));
        var ignored = (await scene.LinesAsync())[0];
        Assert.Equal((BankLineState.Ignored, "Frais bancaires"), (ignored.State, ignored.Reason));
        Assert.Equal("Banking.IgnoredAlready", (await scene.Portal.Get<IgnoreBankLine>().RunAsync(new(line.Id, ignored.Version, "Encore"), default)).Refusal?.Code);
        Boreal.Require(await scene.Portal.Get<ReopenBankLine>().RunAsync(new(line.Id, ignored.Version, ""), default));

        Assert.Equal(BankLineState.ToDo, (await scene.LinesAsync())[0].State);
    }

    [Theory, EachDatabase]
    public async Task CertainLines_ThatClaimTheSameInvoice_AreOne(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var (one, two) = (await scene.IssueAsync(scene.Boreal.Client, 100m), await scene.IssueAsync(scene.Boreal.Client, 50m));
        await scene.ImportAsync(Samples.Credit(120m, one.Number!), Samples.Credit(120m, one.Number! + " doublon"), Samples.Credit(60m, two.Number!), Samples.Credit(60m, "rien"));

        var certain = Boreal.Value(await scene.Portal.Get<ListCertainMatches>().RunAsync(new(), default));

        Assert.Equal((2, 4), (certain.Rows.Count, certain.Waiting));
        Assert.Equal([one.Id, two.Id], certain.Rows.Select(r => r.Match.Shares[0].InvoiceId));
        var listed = Boreal.Value(await scene.Portal.Get<ListBankLines>().RunAsync(new(new PageRequest(), State: BankLineState.ToDo), default));
        Assert.Equal((4, 360m, 0m), (listed.Page.Total, listed.Sums[0].In, listed.Sums[0].Out));
    }

    [Theory, EachDatabase]
    public async Task Line_OfOneTransferForThreeInvoices_IsOnePaymentOfAllThree(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var client = await scene.ClientAsync("Garage Morel");
        var invoices = new[] { await scene.IssueAsync(client, 10m), await scene.IssueAsync(client, 20m), await scene.IssueAsync(client, 30m), await scene.IssueAsync(client, 70m) };
        await scene.ImportAsync(Samples.Credit(72m, $"Factures {invoices[0].Number}, {invoices[1].Number} et {invoices[2].Number}", "MOREL"));
        var line = await scene.ShowAsync((await scene.LinesAsync())[0]);

        Assert.Equal((true, 3, 72m), (line.Proposals[0].IsCertain, line.Proposals[0].Shares.Count, line.Proposals[0].Shares.Sum(s => s.Amount)));
        Boreal.Value(await scene.ConfirmAsync(line, line.Proposals[0]));

        await using var db = scene.Portal.Open();
        Assert.Equal(3, (await db.Payments.Include(p => p.Allocations).SingleAsync()).Allocations.Count);
        Assert.Equal([84m], await db.Invoices.Where(i => i.Balance > 0).Select(i => i.Balance).ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task RecordedPaymentOrRefund_ThatIsReversedByWhoReadItBefore_StaysWithItsLine(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var (entity, client) = (scene.Boreal.Entity.Id, scene.Boreal.Client.Id);
        Boreal.Value(await scene.Portal.Get<RecordPayment>().RunAsync(
            new(Guid.NewGuid(), entity, client, PaymentMethod.Cheque, 30m, "EUR", new DateOnly(2026, 2, 28), "1043", "", [], false), default));
        var refund = Boreal.Value(await scene.Portal.Get<RecordRefund>().RunAsync(
            new(Guid.NewGuid(), entity, client, PaymentMethod.Transfer, 30m, "EUR", new DateOnly(2026, 2, 28), "", ""), default)).RefundId;
        var cheque = Boreal.Value(await scene.Portal.Get<RecordPayment>().RunAsync(
            new(Guid.NewGuid(), entity, client, PaymentMethod.Cheque, 80m, "EUR", new DateOnly(2026, 2, 28), "1042", "", [], false), default)).PaymentId;
        await scene.ImportAsync(Samples.Credit(80m, "Remise"), Samples.Debit(30m, "Remboursement"));
        var lines = await scene.LinesAsync();
        await using var db = scene.Portal.Open();
        var (payment, given) = (await db.Payments.Include(p => p.Allocations).SingleAsync(p => p.Id == cheque), await db.Refunds.SingleAsync(r => r.Id == refund));

        var (credit, debit) = (lines.Single(l => l.IsCredit), lines.Single(l => !l.IsCredit));
        Boreal.Value(await scene.Portal.Get<ConfirmBankLine>().RunAsync(new(credit.Id, credit.Version, 0, [], RecordedIds: [cheque]), default));
        Boreal.Value(await scene.Portal.Get<ConfirmBankRefund>().RunAsync(new(debit.Id, debit.Version, refund), default));

        Assert.Equal("Common.Stale", (await scene.Portal.Get<ReversePayment>().RunAsync(new(cheque, "Sans provision", payment.Version), default)).Refusal?.Code);
        Assert.Equal("Common.Stale", (await scene.Portal.Get<ReverseRefund>().RunAsync(new(refund, given.Version, "Revenu"), default)).Refusal?.Code);
        payment.Reverse("Sans provision", new DateOnly(2026, 3, 2), scene.Portal.Clock.GetUtcNow().UtcDateTime);
        Assert.False((await db.TrySaveAsync(default)).Succeeded);
        Assert.All(await scene.LinesAsync(), l => Assert.Equal(BankLineState.Matched, l.State));
    }

    [Theory, EachDatabase]
    public async Task Line_OfSeveralRecordedPayments_IsAllOfThem(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var other = await scene.ClientAsync("Garage Morel");
        var cheques = new List<long>();
        foreach (var (client, amount) in new[] { (scene.Boreal.Client, 80m), (other, 41.5m), (other, 200m) })
        {
            cheques.Add(Boreal.Value(await scene.Portal.Get<RecordPayment>().RunAsync(
                new(Guid.NewGuid(), scene.Boreal.Entity.Id, client.Id, PaymentMethod.Cheque, amount, "EUR", new DateOnly(2026, 2, 28), "", "", [], false), default)).PaymentId);
        }

        await scene.ImportAsync(Samples.Credit(121.5m, "Remise de chèques"), Samples.Credit(200m, "Remise de chèques"));
        var lines = await scene.LinesAsync();
        var line = await scene.ShowAsync(lines[0]);
        Assert.Equal(cheques[..2], line.Proposals[0].RecordedIds.Order());
        Assert.Contains(ProposalReason.SumOfPayments, line.Proposals[0].Reasons);
        Assert.Equal(
            "Banking.OtherPayment",
            (await scene.Portal.Get<ConfirmBankLine>().RunAsync(new(line.Id, line.Version, 0, [], RecordedIds: cheques), default)).Refusal?.Code);

        Boreal.Value(await scene.ConfirmAsync(line, line.Proposals[0]));

        Assert.Equal(cheques[..2], (await scene.ShowAsync(lines[0])).Payments.Select(p => p.Id).Order());
        Assert.Equal([cheques[2]], (await scene.ShowAsync(lines[1])).Proposals[0].RecordedIds);
        var listed = Boreal.Value(await scene.Portal.Get<ListBankLines>().RunAsync(new(new PageRequest(), State: BankLineState.Matched), default));
        Assert.Equal(2, Assert.Single(listed.Page.Rows).PaymentNumbers.Count);

        line = await scene.ShowAsync(lines[0]);
        Boreal.Require(await scene.Portal.Get<ReopenBankLine>().RunAsync(new(line.Id, line.Version, ""), default));
        await using var db = scene.Portal.Open();
        Assert.Equal((3, 0), (await db.Payments.CountAsync(p => p.State == PaymentState.Recorded), await db.BankLinePayments.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task Line_ThatTakesAPaymentBack_ReversesItOnItsDayWithTheFee(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var invoice = await scene.IssueAsync(scene.Boreal.Client, 100m);
        await scene.ImportAsync(Samples.Credit(120m, invoice.Number!, day: "2026-02-20"));
        var came = await scene.ShowAsync((await scene.LinesAsync())[0]);
        var paid = Boreal.Value(await scene.ConfirmAsync(came, came.Proposals[0]));
        Boreal.Value(await scene.TryImportAsync(Samples.Camt([Samples.Debit(128.5m, $"REJET {paid.Number} SANS PROVISION", "2026-02-25"), Samples.Debit(50m, "Loyer")], id: "REL-2")));
        var lines = await scene.LinesAsync();
        var back = await scene.ShowAsync(lines.Single(l => l.Amount == -128.5m));

        var proposal = Assert.Single(back.Reversals);
        Assert.Equal((paid.PaymentId, 8.5m, true), (proposal.Id, proposal.Fee, proposal.IsLikely));
        Assert.Empty((await scene.ShowAsync(lines.Single(l => l.Amount == -50m))).Reversals);
        Boreal.Value(await scene.Portal.Get<ConfirmBankReversal>().RunAsync(new(back.Id, back.Version, proposal.Number, "Sans provision"), default));

        var payment = await scene.PaymentAsync(paid.PaymentId);
        Assert.Equal((PaymentState.Reversed, new DateOnly(2026, 2, 25), 8.5m, "Sans provision"), (payment.State, payment.ReversedOn, payment.ReversalFee, payment.ReversalReason));
        Assert.Equal(120m, (await scene.Boreal.FindAsync(invoice.Id)).Balance);
        Assert.Equal(BankLineState.Matched, (await scene.LinesAsync())[0].State);
        await using var db = scene.Portal.Open();
        var entry = await db.AccountingEntries.Include(e => e.Lines).SingleAsync(e => e.Source == EntrySource.PaymentReversal);
        Assert.Equal([(0m, 128.5m), (120m, 0m), (8.5m, 0m)], entry.Lines.OrderBy(l => l.Position).Select(l => (l.Debit, l.Credit)));
        Assert.Equal((new DateOnly(2026, 2, 25), scene.Account.GlAccountId), (entry.BookedOn, entry.Lines.Single(l => l.Position == 1).GlAccountId));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<VerifyChains>().RunAsync(default)).Sum(c => c.Found));
    }

    [Theory, EachDatabase]
    public async Task Line_ThatTakesAPaymentBack_IsOnceWhoeverConfirms(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var recorded = Boreal.Value(await scene.Portal.Get<RecordPayment>().RunAsync(
            new(Guid.NewGuid(), scene.Boreal.Entity.Id, scene.Boreal.Client.Id, PaymentMethod.Cheque, 80m, "EUR", new DateOnly(2026, 2, 28), "1234567", "", [], false), default));
        await scene.ImportAsync(Samples.Debit(80m, "Chèque impayé 1234567"), Samples.Debit(80m, "Chèque impayé"), Samples.Debit(70m, "Chèque impayé"));
        var lines = await scene.LinesAsync();
        var number = (await scene.PaymentAsync(recorded.PaymentId)).Number;
        Task<Result<ConfirmBankReversal.Done>> Confirm(BankLine line, string of) => scene.Portal.Get<ConfirmBankReversal>().RunAsync(new(line.Id, line.Version, of, "Impayé"), default);

        Assert.Equal("Banking.NoSuchPayment", (await Confirm(lines[0], "P-?")).Refusal?.Code);
        Assert.Equal("Banking.OtherPayment", (await Confirm(lines[2], number)).Refusal?.Code);
        var all = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Confirm(lines[0], number))));
        Assert.Equal(1, all.Count(r => r.Succeeded));
        Assert.False((await Confirm(lines[1], number)).Succeeded);

        // Undone, the line waits again and can be matched with the payment as it is: reversed.
        var line = await scene.ShowAsync(lines[0]);
        Assert.Equal(number, line.Reversed?.Number);
        Boreal.Require(await scene.Portal.Get<ReopenBankLine>().RunAsync(new(line.Id, line.Version, ""), default));
        line = await scene.ShowAsync(lines[0]);
        Assert.True(Assert.Single(line.Reversals).IsReversed);
        Boreal.Value(await scene.Portal.Get<ConfirmBankReversal>().RunAsync(new(line.Id, line.Version, number, ""), default));
        await using var db = scene.Portal.Open();
        Assert.Equal(1, await db.AccountingEntries.CountAsync(e => e.Source == EntrySource.PaymentReversal));
        scene.Portal.User = TestUser.With(Permissions.PaymentsRecord, Permissions.PaymentsView);
        Assert.Equal(Refusal.Forbidden, (await Confirm(lines[1], number)).Refusal);
    }
}
