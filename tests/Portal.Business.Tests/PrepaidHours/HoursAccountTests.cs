using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.Scheduled;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Quotes;
using Portal.Business.Quotes.UseCases;
using Portal.Business.Scheduling;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.PrepaidHours;

public sealed class HoursAccountTests
{
    [Theory, EachDatabase]
    public async Task ApprovedOrderOfHours_OpensItsAccountAndInvoicesWhatWasOrdered(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(months: 12), 10);

        Assert.Equal((600, 0, 600), (pack.BoughtMinutes, pack.UsedMinutes, pack.BalanceMinutes));
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2027, 3, 1)), (pack.BoughtOn, pack.ExpiresOn!.Value));
        await using var db = boreal.Portal.Open();
        Assert.Equal((HoursMovementKind.Bought, 600), await db.HoursMovements.Select(m => new ValueTuple<HoursMovementKind, int>(m.Kind, m.Minutes)).SingleAsync());
        var line = await db.Set<JobLine>().SingleAsync();
        Assert.Equal((10m, 10m), (line.Quantity, line.InvoicedQuantity));
        Assert.Equal(900m, await db.Invoices.SumAsync(i => i.Net));
        var shown = Boreal.Value(await boreal.Portal.Get<ShowJob>().RunAsync(new(line.JobId), default));
        Assert.Equal((0, 600), (shown.Lines[0].Hours!.Delivered, shown.Lines[0].Hours!.Left));
    }

    [Theory, EachDatabase]
    public async Task ApprovedByManyAtOnce_OpensOneAccount(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await boreal.HourProductAsync();
        var quote = await boreal.SentQuoteAsync([new QuoteLine.Values(product.Id, "Assistance", 10, "h", 90, 0, boreal.TaxCode.Id, boreal.Income.Id, false)]);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => boreal.Portal.Get<ApproveQuote>().RunAsync(new(quote.Id, null, [], null, "", null, "", "", "", "by phone"), default))));

        await using var db = boreal.Portal.Open();
        Assert.Equal((1, 1, 1), (await db.HoursPacks.CountAsync(), await db.HoursMovements.CountAsync(), await db.JobTasks.CountAsync()));
    }

    [Theory, EachDatabase]
    public async Task ApprovedOrder_MakesItsTaskInTheJob_WhichSaysWhatIsDelivered_AndGoesWithItsLineOnly(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Value(await scene.LogAsync(120));
        scene.As(1);
        Boreal.Value(await scene.LogAsync(90));
        long job;
        await using (var db = scene.Portal.Open())
        {
            job = await db.Set<JobLine>().Where(l => l.Id == scene.Pack.JobLineId).Select(l => l.JobId).SingleAsync();
        }

        var task = Assert.Single(Boreal.Value(await scene.Portal.Get<ShowJobPlan>().RunAsync(new(job), default)).Tasks);
        Assert.Equal(("Assistance", scene.Pack.JobLineId, null), (task.Text, task.JobLineId!.Value, task.DoneAt));
        Assert.Equal(new JobLineHours(scene.Pack.Id, 600, 210, 390), task.Hours);
        Assert.Equal("JobFolders.TaskOfOrder", (await scene.Portal.Get<RemoveJobTask>().RunAsync(new(task.Id, task.Version), default)).Refusal!.Code);

        var product = await scene.Boreal.HourProductAsync(code: "AUTRE");
        var shown = Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(job), default));
        var line = Boreal.Value(await scene.Portal.Get<AddJobLine>().RunAsync(
            new(job, shown.Version, product.Id, "Formation", 2, "h", 90, 0, scene.Boreal.TaxCode.Id, scene.Boreal.Income.Id), default));
        Assert.Equal(["Assistance", "Formation"], Boreal.Value(await scene.Portal.Get<ShowJobPlan>().RunAsync(new(job), default)).Tasks.Select(t => t.Text));
        shown = Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(job), default));
        Boreal.Require(await scene.Portal.Get<WithdrawJobLine>().RunAsync(new(job, shown.Version, line), default));
        Assert.Equal(["Assistance"], Boreal.Value(await scene.Portal.Get<ShowJobPlan>().RunAsync(new(job), default)).Tasks.Select(t => t.Text));
    }

    [Theory, EachDatabase]
    public async Task TaskOfAnOrder_FollowsItsLine_IntoAStageAndIntoAnotherJob(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        await using var db = scene.Portal.Open();
        var job = await db.Set<JobLine>().Where(l => l.Id == scene.Pack.JobLineId).Select(l => l.JobId).SingleAsync();
        var other = await scene.Boreal.JobAsync();
        var stage = Boreal.Value(await scene.Portal.Get<SaveJobStage>().RunAsync(new SaveJobStage.Input(job, null, 0, "Mise en service", null, null), default));

        Boreal.Require(await scene.Portal.Get<PutLineInStage>().RunAsync(new(scene.Pack.JobLineId, stage), default));
        Assert.Equal((job, stage), await WhereAsync());

        Boreal.Require(await scene.Portal.Get<MoveJobLine>().RunAsync(new(job, await scene.Boreal.JobVersionAsync(job), scene.Pack.JobLineId, other), default));
        Assert.Equal((other, null), await WhereAsync());

        async Task<(long, long?)> WhereAsync() => await db.JobTasks.AsNoTracking().Select(t => new ValueTuple<long, long?>(t.JobId, t.StageId)).SingleAsync();
    }

    [Theory, EachDatabase]
    public async Task Correction_OfNothing_NamesEachFieldThatIsMissing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(), 10);

        var refused = await boreal.Portal.Get<CorrectHours>().RunAsync(new(pack.Id, pack.Version, Guid.NewGuid(), 0, " "), default);

        Assert.Equal([("PrepaidHours.HoursRange", "Minutes"), ("PrepaidHours.ReasonNeeded", "Reason")], refused.Refusals.Select(r => (r.Code, r.Field)));
        Assert.Equal(600, (await boreal.PackAsync(pack.Id)).BalanceMinutes);
    }

    [Theory, EachDatabase]
    public async Task Correction_PressedTwice_CountsOnce_AndMovedHoursStayTheSameInSum(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var product = await boreal.HourProductAsync();
        var (first, second) = (await boreal.SellAsync(product, 10), await boreal.SellAsync(product, 5));
        var key = Guid.NewGuid();
        var correct = new CorrectHours.Input(first.Id, first.Version, key, -90, "Given by mistake");

        Boreal.Require(await boreal.Portal.Get<CorrectHours>().RunAsync(correct, default));
        Boreal.Require(await boreal.Portal.Get<CorrectHours>().RunAsync(correct, default));
        Assert.Equal(Refusal.Stale, (await boreal.Portal.Get<CorrectHours>().RunAsync(correct with { Key = Guid.NewGuid() }, default)).Refusal);
        Boreal.Require(await boreal.Portal.Get<CorrectHours>().RunAsync(new(first.Id, 1, Guid.NewGuid(), 120, "Together", second.Id), default));
        Assert.Equal("PrepaidHours.NotEnoughToMove", (await boreal.Portal.Get<CorrectHours>().RunAsync(new(first.Id, 2, Guid.NewGuid(), 391, "Together", second.Id), default)).Refusal!.Code);

        Assert.Equal((390, 420), ((await boreal.PackAsync(first.Id)).BalanceMinutes, (await boreal.PackAsync(second.Id)).BalanceMinutes));
        Assert.DoesNotContain(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Expiry_AfterTheLastDay_WritesOffWhatIsLeftOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(months: 1), 10);

        // In Montréal it is still the last day.
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 2, 3, 30, 0, DateTimeKind.Utc));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ExpireHours>().RunAsync(null, default)));
        async Task<bool> IsListedAsExpiredAsync() => Boreal.Value(await boreal.Portal.Get<ListHoursPacks>().RunAsync(new(new PageRequest()), default)).Rows.Single().IsExpired;
        Assert.False(await IsListedAsExpiredAsync());
        boreal.Portal.Clock.Set(new DateTime(2026, 4, 2, 4, 30, 0, DateTimeKind.Utc));
        Assert.True(await IsListedAsExpiredAsync());
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<ExpireHours>().RunAsync(null, default)));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ExpireHours>().RunAsync(null, default)));

        Assert.Equal(0, (await boreal.PackAsync(pack.Id)).BalanceMinutes);
    }

    [Theory, EachDatabase]
    public async Task HoursWork_AsOfADayToCome_IsDoneOnlyWhereThatIsAllowed(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(months: 12), 10);
        var (warning, after) = (pack.ExpiresOn!.Value.AddDays(-20), pack.ExpiresOn!.Value.AddDays(1));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<WarnOfHours>().RunAsync(warning, default)));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ExpireHours>().RunAsync(after, default)));

        boreal.Portal.Get<IOptions<SchedulingOptions>>().Value.MayRunAhead = true;
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<WarnOfHours>().RunAsync(warning, default)));
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ExpireHours>().RunAsync(pack.ExpiresOn, default)));
        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<ExpireHours>().RunAsync(after, default)));

        Assert.Equal(0, (await boreal.PackAsync(pack.Id)).BalanceMinutes);
    }

    [Theory, EachDatabase]
    public async Task Verify_WhenABalanceWasTamperedWith_NamesThePack(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var pack = await boreal.SellAsync(await boreal.HourProductAsync(), 10);
        await using (var db = boreal.Portal.Open())
        {
            await db.HoursPacks.ExecuteUpdateAsync(set => set.SetProperty(p => p.BalanceMinutes, 660));
        }

        Assert.Contains(Boreal.Value(await boreal.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key == "HoursBalanceIsSumOfMovements" && d.Document == pack.Number);
    }

    [Theory, EachDatabase]
    public async Task Accounts_OfTheirOwn_AreSeenByThoseWhoMay(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await boreal.SellAsync(await boreal.HourProductAsync(), 10);

        Assert.Equal(1, Boreal.Value(await boreal.Portal.Get<ListHoursPacks>().RunAsync(new(new PageRequest(), "erable", ListHoursPacks.Wanted.Left), default)).Total);
        Assert.Equal(0, Boreal.Value(await boreal.Portal.Get<ListHoursPacks>().RunAsync(new(new PageRequest(), Wanted: ListHoursPacks.Wanted.Over), default)).Total);
        boreal.Portal.User = TestUser.With(Permissions.JobsView);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<ListHoursPacks>().RunAsync(new(new PageRequest()), default)).Refusal);
        boreal.Portal.User = TestUser.InRole(DefaultRoles.SupportAgent);
        Assert.Equal(Refusal.Forbidden, (await boreal.Portal.Get<CorrectHours>().RunAsync(new(1, 0, Guid.NewGuid(), 1, "x"), default)).Refusal);
    }
}
