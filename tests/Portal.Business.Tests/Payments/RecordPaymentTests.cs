using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

public sealed class RecordPaymentTests
{
    [Theory, EachDatabase]
    public async Task Payers_WhoOweSomething_ComeFirst_WhateverThePage(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        await scene.IssueAsync(clients[^1], 100);
        await scene.IssueAsync(clients[^2], 100);

        var all = (await scene.Get<FindPayers>().RunAsync(new FindPayers.Input("", 0, 50), default)).Value;
        var paged = new List<FindPayers.Payer>();
        for (var skip = 0; skip < all.Count; skip += 3)
        {
            paged.AddRange((await scene.Get<FindPayers>().RunAsync(new FindPayers.Input("", skip, 3), default)).Value);
        }

        Assert.Equal(new[] { clients[^1].Id, clients[^2].Id }.Order(), all.Take(2).Select(p => p.Id).Order());
        Assert.Equal(all, paged);
    }

    [Theory, EachDatabase]
    public async Task Payment_OverTwoInvoicesWithExcess_PaysBothAndKeepsTheRestAsCredit(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var first = await scene.IssueAsync(payer, 140m);
        var second = await scene.IssueAsync(payer, 100m);
        Assert.Equal(160.97m, first.Total);

        var recorded = await scene.RecordAsync(scene.Cheque(payer, 300m, new Share(first.Id, 160.97m), new Share(second.Id, 50m)));

        Assert.Equal(0m, (await scene.ReadAsync(first)).Balance);
        Assert.Equal(second.Total - 50m, (await scene.ReadAsync(second)).Balance);
        Assert.Equal(89.03m, (await scene.ReadPaymentAsync(recorded.PaymentId)).Unallocated);
        await using var db = scene.Open();
        Assert.Equal(2, await db.TimelineEntries.CountAsync(e => e.What == "Payments.Received"));
        var receipt = await db.StoredDocuments.SingleAsync(d => d.SubjectId == recorded.PaymentId);
        var mail = await db.OutgoingMessages.SingleAsync(m => m.Kind == PaymentReceipts.MailKind);
        Assert.Equal(payer.Contacts.Single(c => c.Id == payer.BillingManagerId).Email, Assert.Single(mail.Recipients).Address);
        Assert.Equal(receipt.Id, Assert.Single(mail.Attachments).DocumentId);
    }

    [Theory, EachDatabase]
    public async Task Payment_SameFormTwiceAtOnce_IsRecordedOnce(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 100m);
        var form = scene.Cheque(payer, invoice.Total, new Share(invoice.Id, invoice.Total));

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => scene.Get<RecordPayment>().RunAsync(form, default))));

        Assert.All(both, r => Assert.True(r.Succeeded));
        Assert.Single(both.Select(r => r.Value.PaymentId).Distinct());
        await using var db = scene.Open();
        Assert.Equal("P-000001", (await db.Payments.SingleAsync()).Number);
        Assert.Equal(1, await db.OutgoingMessages.CountAsync());
        Assert.Equal(2, await db.NumberSeries.Where(s => s.LegalEntityId == scene.QuebecId && s.Document == Business.Companies.NumberedDocument.Payment)
            .Select(s => s.Next).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task Payments_TwoPeopleOnOneInvoiceAtOnce_NeverExceedIt(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 100m);

        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            scene.Get<RecordPayment>().RunAsync(scene.Cheque(payer, 80m, new Share(invoice.Id, 80m)), default))));

        Assert.Equal(1, all.Count(r => r.Succeeded));
        Assert.All(all.Where(r => !r.Succeeded), r => Assert.Contains(r.Refusal!.Code, (string[])["Invoicing.MoreThanBalance", "Common.Stale"]));
        Assert.Equal(invoice.Total - 80m, (await scene.ReadAsync(invoice)).Balance);
    }

    [Theory, EachDatabase]
    public async Task CreditAllocation_ConcurrentWithAPayment_NeverExceedsTheInvoice(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 100m);
        var credit = await scene.ReadPaymentAsync((await scene.RecordAsync(scene.Cheque(payer, 100m))).PaymentId);

        var allocate = Task.Run(() => scene.Get<AllocateCredit>().RunAsync(new(credit.Id, [new Share(invoice.Id, 100m)], credit.Version), default));
        var record = Task.Run(async () => (Result)await scene.Get<RecordPayment>().RunAsync(scene.Cheque(payer, 100m, new Share(invoice.Id, 100m)), default));
        var results = await Task.WhenAll(allocate, record);

        Assert.Equal(1, results.Count(r => r.Succeeded));
        Assert.Equal(invoice.Total - 100m, (await scene.ReadAsync(invoice)).Balance);
    }

    [Theory, EachDatabase]
    public async Task Payment_WithWrongEntries_IsRefusedWithAllReasonsAndTakesNoNumber(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var clients = await scene.ClientsAsync();
        var foreign = await scene.IssueAsync(clients[1], 100m);
        var wrong = scene.Cheque(clients[0], 10.005m) with { ReceivedOn = new DateOnly(2030, 1, 1), Reference = new string('x', 300) };

        var result = await scene.Get<RecordPayment>().RunAsync(wrong, default);
        Assert.Equal(
            ["Payments.TooManyDecimals", "Payments.ReceivedInTheFuture", "Common.TooLong"], result.Refusals.Select(r => r.Code));
        var negative = await scene.Get<RecordPayment>().RunAsync(scene.Cheque(clients[0], -10m), default);
        Assert.Equal(["Payments.AmountOutOfRange"], negative.Refusals.Select(r => r.Code));
        var other = await scene.Get<RecordPayment>().RunAsync(scene.Cheque(clients[0], 50m, new Share(foreign.Id, 50m)), default);
        Assert.Equal("Payments.OtherAccount", other.Refusal?.Code);

        Assert.Equal("P-000001", (await scene.RecordAsync(scene.Cheque(clients[0], 5m))).Number);
    }

    [Theory, EachDatabase]
    public async Task Reversal_OfAPayment_OwesAgainAndKeepsTheTrace(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var payment = await scene.ReadPaymentAsync((await scene.RecordAsync(scene.Cheque(payer, 200m, new Share(invoice.Id, 160.97m)))).PaymentId);

        scene.User = TestUser.With(Permissions.PaymentsRecord);
        Assert.Equal(Refusal.Forbidden, (await scene.Get<ReversePayment>().RunAsync(new(payment.Id, "Sans provision", payment.Version), default)).Refusal);
        scene.User = TestUser.InRole(DefaultRoles.BillingClerk);
        Assert.Equal("Payments.ReasonMissing", (await scene.Get<ReversePayment>().RunAsync(new(payment.Id, " ", payment.Version), default)).Refusal?.Code);
        Assert.True((await scene.Get<ReversePayment>().RunAsync(new(payment.Id, "Sans provision", payment.Version), default)).Succeeded);
        Assert.False((await scene.Get<ReversePayment>().RunAsync(new(payment.Id, "Encore", payment.Version), default)).Succeeded);

        Assert.Equal(160.97m, (await scene.ReadAsync(invoice)).Balance);
        var reversed = await scene.ReadPaymentAsync(payment.Id);
        Assert.Equal((PaymentState.Reversed, 0m, 200m, true), (reversed.State, reversed.Unallocated, reversed.Amount, reversed.Allocations.Single().IsUndone));
        await using var db = scene.Open();
        Assert.Equal(
            [(Business.Accounting.EntrySource.Payment, 200m), (Business.Accounting.EntrySource.PaymentReversal, 200m)],
            (await db.AccountingEntries.Where(e => e.SourceId == payment.Id).OrderBy(e => e.Id).ToListAsync()).Select(e => (e.Source, e.Total)));
        Assert.Contains(await db.AuditEntries.Where(e => e.SubjectId == payment.Id).ToListAsync(), e => e.ReadChanges().Any(c => c is { Property: "ReversalReason", After: "Sans provision" }));
    }

    [Theory, EachDatabase]
    public async Task PaidInvoice_CreditedAfterwards_GivesTheMoneyBackAsCredit(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payer = (await scene.ClientsAsync())[0];
        var invoice = await scene.IssueAsync(payer, 140m);
        var payment = await scene.RecordAsync(scene.Cheque(payer, 160.97m, new Share(invoice.Id, 160.97m)));

        await using (var db = scene.Open())
        {
            var tracked = await db.Invoices.SingleAsync(i => i.Id == invoice.Id);
            tracked.HandOver(Business.Invoicing.AccountingState.HandedOver);
            Assert.True(tracked.Credit(60.97m).Succeeded);
            await OverpaidInvoices.ReleaseAsync(db, tracked, scene.Clock.GetUtcNow().UtcDateTime, default);
            Assert.True((await db.TrySaveAsync(default)).Succeeded);
        }

        var after = await scene.ReadPaymentAsync(payment.PaymentId);
        Assert.Equal((0m, 100m), ((await scene.ReadAsync(invoice)).Balance, (await scene.ReadAsync(invoice)).Paid));
        Assert.Equal((60.97m, 100m), (after.Unallocated, after.Allocations.Single(a => !a.IsUndone).Amount));
    }
}
