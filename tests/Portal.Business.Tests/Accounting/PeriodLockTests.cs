using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Business.Tests.Payments;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Accounting;

public sealed class PeriodLockTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory, EachDatabase]
    public async Task Lock_ThroughToday_RefusesIssueCreditPaymentAndReversalAndNamesItsDate(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var issued = await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        Boreal.Value(await boreal.Portal.Get<TransferToAccounting>().RunAsync(default));
        issued = await boreal.FindAsync(issued.Id);
        var paid = Boreal.Value(await boreal.Portal.Get<RecordPayment>().RunAsync(Cheque(boreal, 10m, Today), default));
        var draft = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 50));
        Boreal.Require(await MoveAsync(boreal, Today));

        var refusal = Refusal.NotNow("Accounting.PeriodLocked", Today, boreal.Entity.Name);
        Assert.Equal(refusal, (await boreal.Portal.Get<IssueInvoice>().RunAsync(new(draft), default)).Refusal);
        Assert.Contains(refusal, Boreal.Value(await boreal.Portal.Get<ShowInvoice>().RunAsync(new(draft), default)).Missing);
        Assert.Equal(refusal, (await boreal.Portal.Get<CreditInvoice>().RunAsync(new(issued.Id, issued.Version, null, false, "Erreur", false), default)).Refusal);
        Assert.Equal(refusal.On("ReceivedOn"), (await boreal.Portal.Get<RecordPayment>().RunAsync(Cheque(boreal, 5m, Today.AddDays(-1)), default)).Refusal);
        Assert.Equal(refusal, (await boreal.Portal.Get<ReversePayment>().RunAsync(new(paid.PaymentId, "Sans provision", 0), default)).Refusal);
        await using var db = boreal.Portal.Open();
        Assert.Equal(2, await db.AccountingEntries.CountAsync());

        boreal.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True((await boreal.Portal.Get<IssueInvoice>().RunAsync(new(draft), default)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task NamedPerson_BooksIntoALockedPeriod_WithTheReasonInTheAuditTrail(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var draft = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 50));
        Boreal.Require(await MoveAsync(boreal, Today));
        var clerk = new User("lea@boreal.example", "Léa", "fr-CA", isClientUser: false);
        await using (var db = boreal.Portal.Open())
        {
            db.Add(clerk);
            await db.SaveChangesAsync();
        }

        Assert.Equal(
            ["UserId", "Reason"],
            (await boreal.Portal.Get<AllowLateBooking>().RunAsync(new(boreal.Entity.Id, null, " "), default)).Refusals.Select(r => r.Field));
        Boreal.Require(await boreal.Portal.Get<AllowLateBooking>().RunAsync(new(boreal.Entity.Id, clerk.Id, "Clôture de février"), default));
        Assert.False((await boreal.Portal.Get<IssueInvoice>().RunAsync(new(draft), default)).Succeeded);
        var administrator = boreal.Portal.User;
        boreal.Portal.User = TestUser.Administrator with { UserId = clerk.Id, Name = clerk.DisplayName };
        Assert.True((await boreal.Portal.Get<IssueInvoice>().RunAsync(new(draft), default)).Succeeded);

        await using var look = boreal.Portal.Open();
        var entry = await look.AccountingEntries.SingleAsync();
        var trail = await look.AuditEntries.SingleAsync(a => a.Subject == nameof(AccountingEntry) && a.SubjectId == entry.Id);
        Assert.Equal((clerk.Id, "Léa"), (trail.UserId, trail.UserName));
        Assert.Contains(new AuditChange("Reason", null, "Clôture de février"), trail.ReadChanges());
        Assert.True(await look.AuditEntries.AnyAsync(a => a.Subject == nameof(LateBooker) && a.Action == AuditAction.Created));
        Assert.True(await look.AuditEntries.AnyAsync(a => a.Subject == nameof(LegalEntity) && a.Changes.Contains("BooksLockDate")));

        boreal.Portal.User = administrator;
        var shown = Boreal.Value(await boreal.Portal.Get<ShowPeriodLock>().RunAsync(boreal.Entity.Id, default));
        Boreal.Require(await boreal.Portal.Get<EndLateBooking>().RunAsync(shown.Bookers.Single().Id, default));
        boreal.Portal.User = TestUser.Administrator with { UserId = clerk.Id };
        Assert.Equal("Accounting.PeriodLocked", (await boreal.Portal.Get<RecordPayment>().RunAsync(Cheque(boreal, 5m, Today), default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Lock_ForgottenByAUseCase_IsKeptByTheSave(DatabaseProvider provider)
    {
        await using var scene = await PaymentsScene.StartAsync(provider);
        var invoice = await scene.IssueAsync((await scene.ClientsAsync())[0], 140m);
        await using var db = scene.Open();
        var entity = await db.LegalEntities.SingleAsync(e => e.Id == invoice.LegalEntityId);
        Assert.True(entity.LockBooks(invoice.IssuedOn!.Value, entity.Today(scene.Clock)).Succeeded);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        db.AccountingEntries.Add(new AccountingEntry(
            new AccountingEntry.Head(entity.Id, entity.SalesJournalId!.Value, EntrySource.Invoice, 77, "F-77", "", invoice.IssuedOn.Value, "CAD", DateTime.UnixEpoch),
            [new Booking(entity.BankAccountId!.Value, 1m), new Booking(entity.ReceivableAccountId!.Value, -1m)]));
        Assert.Equal("Accounting.PeriodLocked", (await db.TrySaveAsync(default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Lock_BetweenTheCheckAndTheNumber_IsSeenByTheSave(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var draft = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 50));
        await using (var db = boreal.Portal.Open())
        {
            var issuing = boreal.Portal.Get<InvoiceIssuing>();
            var invoice = await db.Invoices.Include(i => i.Lines).Include(i => i.Taxes).SingleAsync(i => i.Id == draft);
            var ready = Boreal.Value(await issuing.ReadyAsync(db, invoice, issueOn: null, default));
            Boreal.Require(await MoveAsync(boreal, Today));
            await using var transaction = await db.BeginOnlyWriteAsync(boreal.Entity.Id, default);

            Assert.Equal("Accounting.PeriodLocked", (await issuing.IssueAsync(db, boreal.Portal.User, ready, send: false, default)).Refusal?.Code);
        }

        await using var after = boreal.Portal.Open();
        Assert.Equal(0, await after.AccountingEntries.CountAsync());
        Assert.Null((await boreal.FindAsync(draft)).Number);
    }

    [Theory, EachDatabase]
    public Task Lock_AfterAnotherHasItsNumber_WaitsForItsEnd(DatabaseProvider provider) => LockWaitsAsync(provider, "invoicing.number-taken");

    [Theory, EachDatabase]
    public Task Lock_AfterAnotherHasSavedItsEntry_WaitsForItsEnd(DatabaseProvider provider) => LockWaitsAsync(provider, "invoicing.saved");

    [Theory, EachDatabase]
    public async Task Move_IntoTheFutureOrWithoutPermission_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        Assert.Equal("Accounting.LockInTheFuture", (await MoveAsync(boreal, Today.AddDays(1))).Refusal?.Code);
        Boreal.Require(await MoveAsync(boreal, Today.AddDays(-1)));
        Boreal.Require(await MoveAsync(boreal, null));
        boreal.Portal.User = TestUser.InRole(DefaultRoles.BillingClerk);
        Assert.Equal(Refusal.Forbidden, (await MoveAsync(boreal, null)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<AllowLateBooking>().RunAsync(new(boreal.Entity.Id, 1, "x"), default)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<EndLateBooking>().RunAsync(1, default)).Refusal);
        Assert.False(Boreal.Value(await boreal.Portal.Get<ShowPeriodLock>().RunAsync(boreal.Entity.Id, default)).MayChange);
    }

    private static RecordPayment.Input Cheque(Boreal boreal, decimal amount, DateOnly day) =>
        new(Guid.NewGuid(), boreal.Entity.Id, boreal.Client.Id, PaymentMethod.Cheque, amount, "CAD", day, "1", "", []);

    private static async Task<Result> MoveAsync(Boreal boreal, DateOnly? day) =>
        await boreal.Portal.Get<MovePeriodLock>().RunAsync(new(boreal.Entity.Id, await VersionAsync(boreal), day), default);

    private static async Task<int> VersionAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.LegalEntities.Where(e => e.Id == boreal.Entity.Id).Select(e => e.Version).SingleAsync();
    }

    /// <summary>Nothing shows that it waits but a moment without its end. The invoice was first, so it is booked before the books are locked.</summary>
    private static async Task LockWaitsAsync(DatabaseProvider provider, string step)
    {
        var watch = new AtStep(step);
        await using var boreal = await Boreal.StartAsync(provider, "QC", "TPS+TVQ", s => s.AddSingleton<Steps>(watch));
        var draft = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 50));
        var move = boreal.Portal.Get<MovePeriodLock>();
        var version = await VersionAsync(boreal);
        watch.Begin = () => move.RunAsync(new(boreal.Entity.Id, version, Today), default);

        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new(draft), default));

        Assert.False(watch.EndedMeanwhile);
        Boreal.Require(await watch.Begun!);
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.AccountingEntries.CountAsync());
    }

    /// <summary>Begins something else when a step is reached for the first time, and gives it a moment to end.</summary>
    private sealed class AtStep(string at) : Steps
    {
        public Func<Task<Result>>? Begin { get; set; }

        public Task<Result>? Begun { get; private set; }

        public bool EndedMeanwhile { get; private set; }

        public override void Reached(string step)
        {
            if (step == at && Begun is null && Begin is { } begin)
            {
                Begun = Task.Run(begin);
                EndedMeanwhile = Begun.Wait(TimeSpan.FromSeconds(1));
            }
        }
    }
}
