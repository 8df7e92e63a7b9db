using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Integrity;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Banking;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Payments;

/// <summary>What the provider takes for a dispute is told by a person and booked once.</summary>
public sealed class ChargebackFeeTests
{
    [Theory, EachDatabase]
    public async Task Fee_AsTheProviderSaysIt_IsProposedBookedSealedAndExported(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var id = await ChargedBackAsync(scene);
        var shown = await ShowAsync(scene, id);
        Assert.Equal((true, true, 15m, "CAD"), (shown.CanRecord, shown.IsTold, shown.Said, shown.Currency));

        Assert.True((await scene.Get<RecordChargebackFee>().RunAsync(new(id, shown.PaymentVersion, 17.25m, shown.Today), default)).Succeeded);

        await using var db = scene.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId);
        var entry = await db.AccountingEntries.Include(e => e.Lines).SingleAsync(e => e.Source == EntrySource.ChargebackFee);
        Assert.Equal((entity.BankJournalId, shown.Today, 17.25m), (entry.JournalId, entry.BookedOn, entry.Total));
        Assert.Equal([(entity.BankFeeAccountId, 17.25m, 0m), (entity.BankAccountId, 0m, 17.25m)], entry.Lines.OrderBy(l => l.Position).Select(l => ((long?)l.GlAccountId, l.Debit, l.Credit)));
        Assert.Equal((false, 17.25m), ((await ShowAsync(scene, id)).CanRecord, Assert.Single((await ShowAsync(scene, id)).Rows).Amount));
        Assert.Equal(1, await db.SealedRecords.CountAsync(r => r.Kind == SealedKind.ChargebackFee && r.SubjectId == entry.SourceId));
        Assert.True((await scene.Get<TransferToAccounting>().RunAsync(default)).Succeeded);
        var files = Directory.GetFiles(scene.Journals, "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        Assert.Contains(files, f => f.Contains("17.25", StringComparison.Ordinal) && f.Contains("5700", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Fee_RecordedByManyAtOnce_IsBookedOnce_AndOnceMoreAfterItWasTakenBack(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var id = await ChargedBackAsync(scene);
        var before = await ShowAsync(scene, id);

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => scene.Get<RecordChargebackFee>().RunAsync(new(id, before.PaymentVersion, 15m, before.Today), default))));

        Assert.Single(all, r => r.Succeeded);
        var row = Assert.Single((await ShowAsync(scene, id)).Rows);
        var now = await ShowAsync(scene, id);
        Assert.Equal("Payments.ChargebackFeeBooked", (await scene.Get<RecordChargebackFee>().RunAsync(new(id, now.PaymentVersion, 15m, now.Today), default)).Refusal?.Code);
        Assert.Equal("Payments.ReasonMissing", (await scene.Get<ReverseChargebackFee>().RunAsync(new(row.Id, row.Version, " "), default)).Refusal?.Code);
        Assert.True((await scene.Get<ReverseChargebackFee>().RunAsync(new(row.Id, row.Version, "Contestation gagnée"), default)).Succeeded);
        Assert.False((await scene.Get<ReverseChargebackFee>().RunAsync(new(row.Id, row.Version, "Encore"), default)).Succeeded);
        now = await ShowAsync(scene, id);
        Assert.True((await scene.Get<RecordChargebackFee>().RunAsync(new(id, now.PaymentVersion, 20m, now.Today), default)).Succeeded);
        await using var db = scene.Open();
        var account = await db.LegalEntities.Where(e => e.Id == scene.QuebecId).Select(e => e.BankFeeAccountId).SingleAsync();
        Assert.Equal([15m, -15m, 20m], await db.Set<AccountingEntryLine>().Where(l => l.GlAccountId == account).OrderBy(l => l.Id).Select(l => l.Debit - l.Credit).ToListAsync());
        Assert.Equal((2, 1), (await db.SealedRecords.CountAsync(r => r.Kind == SealedKind.ChargebackFee), await db.SealedRecords.CountAsync(r => r.Kind == SealedKind.ChargebackFeeReversal)));
    }

    [Theory, EachDatabase]
    public async Task Fee_OfWhatWasNotChargedBack_OrThatIsNone_OrInALockedPeriod_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var checkout = await PaidAsync(scene);
        var id = (await scene.OnlineAsync(checkout)).PaymentId!.Value;
        var shown = await ShowAsync(scene, id);
        Assert.False(shown.CanRecord);
        Task<Result> RecordAsync(decimal amount, DateOnly day) => scene.Get<RecordChargebackFee>().RunAsync(new(id, shown.PaymentVersion, amount, day), default);
        Assert.Equal("Payments.NotChargedBack", (await RecordAsync(15m, shown.Today)).Refusal?.Code);

        Assert.True((await scene.WebhookAsync(PracticeProvider.Notice(checkout, TakenBackKind.ChargedBack))).Succeeded);
        Assert.Equal(Refusal.Stale, (await RecordAsync(15m, shown.Today)).Refusal);
        shown = await ShowAsync(scene, id);
        Assert.Equal("Payments.AmountOutOfRange", (await RecordAsync(0m, shown.Today)).Refusal?.Code);
        Assert.Equal("Payments.ChargedInTheFuture", (await RecordAsync(15m, shown.Today.AddDays(1))).Refusal?.Code);
        Assert.Equal("Payments.ChargedBeforeItCame", (await RecordAsync(15m, shown.ReceivedOn.AddDays(-1))).Refusal?.Code);
        await using (var db = scene.Open())
        {
            var entity = await db.LegalEntities.SingleAsync(e => e.Id == scene.QuebecId);
            Assert.True((await scene.Get<MovePeriodLock>().RunAsync(new(entity.Id, entity.Version, shown.Today), default)).Succeeded);
        }

        Assert.Equal(PeriodLock.Code, (await RecordAsync(15m, shown.Today)).Refusal?.Code);
        scene.User = TestUser.With(Permissions.PaymentsView);
        Assert.Equal(Refusal.Forbidden, (await RecordAsync(15m, shown.Today)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Fee_OfAPaymentThatAPersonReversed_CanBeRecorded_ButNobodyToldOfADispute(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var payment = await scene.ReadPaymentAsync((await scene.OnlineAsync(await PaidAsync(scene))).PaymentId!.Value);

        Assert.True((await scene.Get<ReversePayment>().RunAsync(new(payment.Id, "Saisi en double", payment.Version), default)).Succeeded);

        var shown = await ShowAsync(scene, payment.Id);
        Assert.Equal((true, false, null), (shown.CanRecord, shown.IsTold, shown.Said));
    }

    [Theory, EachDatabase]
    public async Task Line_OfTheBank_InAnotherCurrencyThanTheFee_HasItNot(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var (id, feeId) = await PaidWithFeeAsync(scene, "CAD");
        var payment = await scene.PaymentAsync(id);
        Boreal.Require(await scene.Portal.Get<ReversePayment>().RunAsync(new(id, "Litige", payment.Version), default));
        await scene.ImportAsync(Samples.Debit(80m, $"Litige {payment.Number}", "2026-02-25"), Samples.Debit(95m, $"Litige {payment.Number}", "2026-02-25"));
        var lines = await scene.LinesAsync();
        Task<Result<ConfirmBankReversal.Done>> ConfirmAsync(decimal amount) => scene.Portal.Get<ConfirmBankReversal>().RunAsync(
            new(lines.Single(l => l.Amount == amount).Id, lines.Single(l => l.Amount == amount).Version, payment.Number, ""), default);

        Assert.Empty((await scene.ShowAsync(lines.Single(l => l.Amount == -95m))).Reversals);
        Assert.Equal(id, Assert.Single((await scene.ShowAsync(lines.Single(l => l.Amount == -80m))).Reversals).Id);
        Assert.Equal("Banking.OtherPayment", (await ConfirmAsync(-95m)).Refusal?.Code);
        Boreal.Value(await ConfirmAsync(-80m));

        Assert.NotEqual("Payments.FeeOfABankLine", (await scene.Portal.Get<ReverseChargebackFee>().RunAsync(new(feeId, 0, "Rendus"), default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Line_OfTheBank_ThatTakesAPaymentBackWithAFeeBookedBefore_BooksItNotAgain(DatabaseProvider provider)
    {
        await using var scene = await BankingScene.StartAsync(provider);
        var (id, feeId) = await PaidWithFeeAsync(scene, "EUR");
        var number = (await scene.PaymentAsync(id)).Number;
        await scene.ImportAsync(Samples.Debit(90m, $"Litige {number}", "2026-02-25"), Samples.Debit(95m, $"Litige {number}", "2026-02-25"));
        var lines = await scene.LinesAsync();
        Task<Result<ConfirmBankReversal.Done>> ConfirmAsync(decimal amount) => scene.Portal.Get<ConfirmBankReversal>().RunAsync(
            new(lines.Single(l => l.Amount == amount).Id, lines.Single(l => l.Amount == amount).Version, number, "Litige"), default);

        Assert.Equal("Banking.OtherPayment", (await ConfirmAsync(-90m)).Refusal?.Code);
        Boreal.Value(await ConfirmAsync(-95m));

        var reversed = await scene.PaymentAsync(id);
        Assert.Equal((PaymentState.Reversed, 0m), (reversed.State, reversed.ReversalFee));

        // The line has the fee in it: the fee stays as long as the line is matched.
        Task<Result> TakeBackAsync() => scene.Portal.Get<ReverseChargebackFee>().RunAsync(new(feeId, 0, "Rendus"), default);
        Assert.Equal("Payments.FeeOfABankLine", (await TakeBackAsync()).Refusal?.Code);
        var line = (await scene.LinesAsync()).Single(l => l.ReversedPaymentId == id);
        Boreal.Require(await scene.Portal.Get<ReopenBankLine>().RunAsync(new(line.Id, line.Version, ""), default));
        Boreal.Require(await TakeBackAsync());
    }

    /// <summary>80 EUR, and a fee of 15 in this currency.</summary>
    private static async Task<(long Id, long FeeId)> PaidWithFeeAsync(BankingScene scene, string currency)
    {
        var id = Boreal.Value(await scene.Portal.Get<RecordPayment>().RunAsync(
            new(Guid.NewGuid(), scene.Boreal.Entity.Id, scene.Boreal.Client.Id, PaymentMethod.Transfer, 80m, "EUR", new DateOnly(2026, 2, 20), "pi_1", "", [], false), default)).PaymentId;
        await using var db = scene.Portal.Open();
        var payment = await db.Payments.SingleAsync(p => p.Id == id);
        var fee = new ChargebackFee(payment, 15m, currency, payment.ReceivedOn, scene.Account.GlAccountId, scene.Account.Books, scene.Portal.Clock.GetUtcNow().UtcDateTime);
        db.ChargebackFees.Add(fee);
        await db.SaveChangesAsync();
        return (id, fee.Id);
    }

    private static async Task<ShowChargebackFees.Shown> ShowAsync(PaymentsScene scene, long id) => Boreal.Value(await scene.Get<ShowChargebackFees>().RunAsync(id, default));

    private static async Task<PracticeCheckout> PaidAsync(PaymentsScene scene)
    {
        var checkout = await scene.SettleAsync(await scene.CheckoutAsync(await scene.IssueAsync((await scene.ClientsAsync())[0], 140m)));
        Assert.True((await scene.WebhookAsync(checkout)).Succeeded);
        return checkout;
    }

    private static async Task<long> ChargedBackAsync(PaymentsScene scene)
    {
        var checkout = await PaidAsync(scene);
        Assert.True((await scene.WebhookAsync(PracticeProvider.Notice(checkout, TakenBackKind.ChargedBack))).Succeeded);
        return (await scene.OnlineAsync(checkout)).PaymentId!.Value;
    }
}
