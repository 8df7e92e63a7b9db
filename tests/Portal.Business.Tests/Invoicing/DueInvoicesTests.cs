using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.Scheduled;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Mail;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Invoicing;

/// <summary>Issuing by schedule and by hand, at the edges of days, rates and faults.</summary>
public sealed class DueInvoicesTests
{
    [Theory, EachDatabase]
    public async Task Run_WhenOneBreaks_IssuesTheOthers_AndThatOneTheNextTime(DatabaseProvider provider)
    {
        var steps = new Watcher();
        await using var boreal = await Boreal.StartAsync(provider, "QC", "TPS+TVQ", services => services.AddSingleton<Steps>(steps));
        await PlannedAsync(boreal);
        await PlannedAsync(boreal);
        steps.OnNextNumber = () => throw new IOException("disk full");

        var first = Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default));
        var second = Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default));

        Assert.Equal((1, 1), (first.Issued, first.NeedAttention));
        Assert.Equal((1, 0), (second.Issued, second.NeedAttention));
        Assert.Empty(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);
    }

    [Theory, EachDatabase]
    public async Task Run_ThatPassesMidnight_DatesEachOnTheDayOfItsTurn(DatabaseProvider provider)
    {
        var steps = new Watcher();
        await using var boreal = await Boreal.StartAsync(provider, "QC", "TPS+TVQ", services => services.AddSingleton<Steps>(steps));
        var (before, after) = (await PlannedAsync(boreal), await PlannedAsync(boreal));
        boreal.Portal.Clock.Set(new DateTime(2026, 3, 3, 4, 59, 59, DateTimeKind.Utc));
        steps.OnNextNumber = () => boreal.Portal.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2, Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)).Issued);

        Assert.Equal(new DateOnly(2026, 3, 2), (await boreal.FindAsync(before)).IssuedOn);
        Assert.Equal(new DateOnly(2026, 3, 3), (await boreal.FindAsync(after)).IssuedOn);
    }

    [Theory, EachDatabase]
    public async Task Run_AsOfADayToCome_IsRefused_AndTakesNoNumber(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await PlannedAsync(boreal);
        var tomorrow = boreal.Entity.Today(boreal.Portal.Clock).AddDays(1);

        var result = await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(AsOf: tomorrow), default);

        Assert.Equal("Invoicing.IssueDateInFuture", result.Refusal!.Code);
        Assert.Null((await boreal.FindAsync(id)).Number);
    }

    [Theory, EachDatabase]
    public async Task Issue_DatedBeforeATaxHadARate_SaysSo_InsteadOfChargingNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));

        var result = await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, IssueOn: new DateOnly(2012, 12, 31)), default);

        Assert.Equal(("Invoicing.NoTaxRate", "QST"), (Assert.Single(result.Refusals).Code, result.Refusal!.Args[0]));
    }

    [Theory, EachDatabase]
    public async Task ProformaMessage_AcceptedAfterTheIssue_DoesNotCountAsTheInvoiceSent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(id, Guid.NewGuid()), default));
        Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id), default));

        await using (var db = boreal.Portal.Open())
        {
            var message = await db.OutgoingMessages.SingleAsync();
            message.Settle(MailOutcome.Accepted("250 ok"), keepsConfidential: false, "test", boreal.Portal.Clock.GetUtcNow().UtcDateTime);
            foreach (var follower in boreal.Portal.Get<IEnumerable<IMessageFollower>>().Where(f => f.Kinds.Contains(message.Kind)))
            {
                await follower.AcceptedAsync(db, message, default);
            }

            await db.SaveChangesAsync();
        }

        Assert.Equal(InvoiceStatus.ReadyToSend, (await boreal.FindAsync(id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Issue_OfAProformaWithAPlannedMessage_CancelsThatMessage_AndItsTroubleIsNotTheInvoices(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(id, Guid.NewGuid(), SendOn: new DateOnly(2026, 3, 4)), default));

        var number = Boreal.Value(await boreal.Portal.Get<IssueInvoice>().RunAsync(new IssueInvoice.Input(id, Send: true), default));

        await using var db = boreal.Portal.Open();
        var messages = await db.OutgoingMessages.ToListAsync();
        Assert.Equal([("invoice", MessageState.Queued), ("proforma", MessageState.Cancelled)], messages.Select(m => (m.Kind, m.State)).OrderBy(m => m.Kind, StringComparer.Ordinal));
        var told = await db.TimelineEntries.SingleAsync(e => e.What == "Invoicing.ProformaMailCancelled");
        Assert.Contains(told.Args, a => a.Contains("marie@erable.example", StringComparison.Ordinal));
        Assert.Contains(told.Args, a => a.Contains(number, StringComparison.Ordinal));
        foreach (var follower in boreal.Portal.Get<IEnumerable<IMessageFollower>>().Where(f => f.Kinds.Contains("proforma")))
        {
            await follower.GivenUpAsync(db, messages.Single(m => m.Kind == "proforma"), default);
        }

        await db.SaveChangesAsync();
        Assert.Null((await boreal.FindAsync(id)).Attention);
    }

    [Theory, EachDatabase]
    public async Task Run_WhileTheBooksAreLocked_Waits_AndIssuesWhenTheyAreOpen(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await PlannedAsync(boreal);
        await LockAsync(boreal, new DateOnly(2026, 3, 2));

        Assert.Equal(new IssueDueInvoices.Outcome(0, 1), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));
        var waiting = await boreal.FindAsync(id);
        Assert.Equal(Invoice.WaitsToIssue, waiting.Attention);
        await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default);
        Assert.Equal(waiting.Version, (await boreal.FindAsync(id)).Version);

        boreal.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new IssueDueInvoices.Outcome(1, 0), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));
        var issued = await boreal.FindAsync(id);
        Assert.Equal((new DateOnly(2026, 3, 3), (string?)null), (issued.IssuedOn!.Value, issued.Attention));
    }

    [Theory, EachDatabase]
    public async Task Run_WhereTheCompanyLacksAMention_Waits_AndIssuesOnceItIsInItsSettings(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.FranceAsync(provider);
        var id = await PlannedAsync(boreal);
        await ChangeAsync(e => e.Numbers = RegistrationNumbers.None);

        Assert.Equal(new IssueDueInvoices.Outcome(0, 1), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));
        Assert.Equal(Invoice.WaitsToIssue, (await boreal.FindAsync(id)).Attention);

        await ChangeAsync(e => e.Numbers = boreal.Entity.Numbers);
        Assert.Equal(new IssueDueInvoices.Outcome(1, 0), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));
        Assert.Null((await boreal.FindAsync(id)).Attention);

        async Task ChangeAsync(Action<LegalEntity> change)
        {
            await using var db = boreal.Portal.Open();
            change(await db.LegalEntities.SingleAsync());
            await db.SaveChangesAsync();
        }
    }

    [Theory, EachDatabase]
    public async Task Run_WhereAnAccountOrTheAddressIsMissing_Waits_AndIssuesOnceTheyAreThere(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await PlannedAsync(boreal);
        await ChangeAsync((entity, client) => (entity.ReceivableAccountId, entity.SalesJournalId, client.BillingAddress) = (null, null, Address.Empty));

        Assert.Equal(new IssueDueInvoices.Outcome(0, 1), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));
        Assert.Equal(Invoice.WaitsToIssue, (await boreal.FindAsync(id)).Attention);

        await ChangeAsync((entity, client) => (entity.ReceivableAccountId, entity.SalesJournalId, client.BillingAddress) =
            (boreal.Entity.ReceivableAccountId, boreal.Entity.SalesJournalId, boreal.Client.BillingAddress));
        Assert.Equal(new IssueDueInvoices.Outcome(1, 0), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));

        async Task ChangeAsync(Action<LegalEntity, Client> change)
        {
            await using var db = boreal.Portal.Open();
            change(await db.LegalEntities.SingleAsync(), await db.Clients.SingleAsync());
            await db.SaveChangesAsync();
        }
    }

    [Theory, EachDatabase]
    public async Task Run_AsOfADayBeforeTheLastNumber_Waits_AndIssuesToday(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 10));
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        var today = boreal.Entity.Today(boreal.Portal.Clock);
        await using var db = boreal.Portal.Open();
        await db.Invoices.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.PlannedOn, today.AddDays(-3)));

        Assert.Equal(new IssueDueInvoices.Outcome(0, 1), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(AsOf: today.AddDays(-1)), default)));
        Assert.Equal(Invoice.WaitsToIssue, (await boreal.FindAsync(id)).Attention);

        Assert.Equal(new IssueDueInvoices.Outcome(1, 0), Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default)));
        Assert.Equal(today, (await boreal.FindAsync(id)).IssuedOn);
    }

    [Theory, EachDatabase]
    public async Task Run_WhereMoreThanALockIsMissing_IsLeftToAPerson(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100) with { TaxCodeId = null });
        await PlanAsync(boreal, id);
        await LockAsync(boreal, new DateOnly(2026, 3, 2));

        Boreal.Value(await boreal.Portal.Get<IssueDueInvoices>().RunAsync(new IssueDueInvoices.Input(), default));

        Assert.Equal(Invoice.NotIssuable, (await boreal.FindAsync(id)).Attention);
    }

    [Theory, EachDatabase]
    public async Task Delete_OfAProformaWithAPlannedMessage_KeepsTheMessageFromGoingOut(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        Boreal.Require(await boreal.Portal.Get<SendInvoice>().RunAsync(new SendInvoice.Input(id, Guid.NewGuid(), SendOn: new DateOnly(2026, 3, 4)), default));

        Boreal.Require(await boreal.Portal.Get<DeleteProforma>().RunAsync(new DeleteProforma.Input(id, (await boreal.FindAsync(id)).Version), default));

        await using var db = boreal.Portal.Open();
        Assert.Equal(MessageState.Cancelled, (await db.OutgoingMessages.SingleAsync()).State);
    }

    [Theory, EachDatabase]
    public async Task Verify_WhenTheFirstNumberIsMissing_SaysSo(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.IssuedAsync(boreal.InvoiceLine("Pose", 1, 100));
        await using (var db = boreal.Portal.Open())
        {
            await db.Invoices.ExecuteUpdateAsync(set => set.SetProperty(i => i.Number, "F-000002"));
            await db.NumberSeries.Where(s => s.Document == Portal.Business.Companies.NumberedDocument.Invoice).ExecuteUpdateAsync(set => set.SetProperty(s => s.Next, 3));
        }

        Assert.Contains(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key == "NumbersHaveNoGap");
    }

    private static async Task<long> PlannedAsync(Boreal boreal)
    {
        var id = await boreal.ProformaAsync(boreal.InvoiceLine("Pose", 1, 100));
        await PlanAsync(boreal, id);
        return id;
    }

    private static async Task PlanAsync(Boreal boreal, long id)
    {
        await using var db = boreal.Portal.Open();
        await db.Invoices.Where(i => i.Id == id).ExecuteUpdateAsync(set => set.SetProperty(i => i.PlannedOn, new DateOnly(2026, 3, 2)));
    }

    private static async Task LockAsync(Boreal boreal, DateOnly through)
    {
        await using var db = boreal.Portal.Open();
        Boreal.Require((await db.LegalEntities.SingleAsync()).LockBooks(through, through));
        await db.SaveChangesAsync();
    }

    private sealed class Watcher : Steps
    {
        public Action? OnNextNumber { get; set; }

        public override void Reached(string step)
        {
            if (step == "invoicing.number-taken" && OnNextNumber is { } act)
            {
                OnNextNumber = null;
                act();
            }
        }
    }
}
