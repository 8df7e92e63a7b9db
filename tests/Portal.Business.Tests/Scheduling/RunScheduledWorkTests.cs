using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Scheduling;
using Portal.Business.Scheduling.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Scheduling;

public sealed class RunScheduledWorkTests
{
    [Theory, EachDatabase]
    public async Task Work_RunByHand_KeepsItsResult(DatabaseProvider provider)
    {
        var work = new TestWork();
        await using var portal = await StartAsync(provider, work);
        work.Found = 3;

        var result = await RunAsync(portal, new WorkToRun("count", new DateOnly(2027, 1, 31)));
        Assert.Equal((RunOutcome.Succeeded, 3), (result.Value.Outcome, result.Value.Counts.Single().Number));
        Assert.Equal(new DateOnly(2027, 1, 31), work.AsOf);

        var run = Assert.Single((await portal.Get<ListWorkRuns>().RunAsync(new RunsOfWork("count", new PageRequest()), default)).Value.Rows);
        Assert.Equal((RunOutcome.Succeeded, "Ada Admin", "Found: 3"), (run.Outcome, run.StartedBy, run.Summary));
        Assert.Equal(new DateOnly(2027, 1, 31), run.AsOf);
    }

    [Theory, EachDatabase]
    public async Task Work_BySchedule_IsRememberedOnlyIfItDidSomething(DatabaseProvider provider)
    {
        var work = new TestWork();
        await using var portal = await StartAsync(provider, work);
        await RunAsync(portal, new WorkToRun("count", BySchedule: true));
        await using var db = portal.Open();
        Assert.Empty(await db.WorkRuns.ToListAsync());
        Assert.Equal(RunOutcome.Succeeded, (await db.WorkStates.SingleAsync()).LastOutcome);

        work.Found = 1;
        await RunAsync(portal, new WorkToRun("count", BySchedule: true));
        Assert.Single(await db.WorkRuns.ToListAsync());
    }

    [Theory, EachDatabase]
    public async Task Work_RunByHandWithNothingToDo_IsKept_AndNotWhatItLastDid(DatabaseProvider provider)
    {
        var work = new TestWork { Found = 2 };
        await using var portal = await StartAsync(provider, work);
        await RunAsync(portal, new WorkToRun("count"));
        work.Found = 0;
        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await RunAsync(portal, new WorkToRun("count"));

        Assert.Equal(["", "Found: 2"], (await portal.Get<ListWorkRuns>().RunAsync(new RunsOfWork("count", new PageRequest()), default)).Value.Rows.Select(r => r.Summary));
        Assert.Equal("Found: 2", (await portal.Get<ListScheduledWorks>().RunAsync(default)).Value.Single(w => w.Name == "count").LastRun!.Summary);
        work.Fault = new InvalidOperationException("broken");
        await RunAsync(portal, new WorkToRun("count"));
        Assert.Equal(RunOutcome.Failed, (await portal.Get<ListScheduledWorks>().RunAsync(default)).Value.Single(w => w.Name == "count").LastRun!.Outcome);
    }

    [Fact]
    public async Task Work_Throws_IsKeptAsFailedAndRunsAgain()
    {
        var work = new TestWork { Fault = new InvalidOperationException("broken") };
        await using var portal = await StartAsync(DatabaseProvider.Sqlite, work);
        var result = await RunAsync(portal, new WorkToRun("count", BySchedule: true));
        Assert.Equal((RunOutcome.Failed, "InvalidOperationException: broken"), (result.Value.Outcome, result.Value.Error));
        work.Fault = null;
        Assert.Equal(RunOutcome.Succeeded, (await RunAsync(portal, new WorkToRun("count"))).Value.Outcome);
    }

    [Theory, EachDatabase]
    public async Task Work_AlreadyRunning_IsRefusedUntilItEndsOrItsLeaseDoes(DatabaseProvider provider)
    {
        var work = new TestWork { Gate = new TaskCompletionSource() };
        await using var portal = await StartAsync(provider, work);
        var first = RunAsync(portal, new WorkToRun("count"));
        await work.Started.Task;
        Assert.Equal("Scheduling.AlreadyRunning", (await RunAsync(portal, new WorkToRun("count"))).Refusal?.Code);

        // A process that is stopped or cut off does not renew its lease.
        var stuck = work.Gate;
        work.Gate = null;
        portal.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(RunOutcome.Succeeded, (await RunAsync(portal, new WorkToRun("count"))).Value.Outcome);
        stuck.SetResult();
        await first;
        await using var db = portal.Open();
        Assert.Contains(await db.WorkRuns.ToListAsync(), r => r.Outcome == RunOutcome.Interrupted);
        Assert.Equal("", (await db.WorkStates.SingleAsync()).LeaseOwner);
    }

    [Fact]
    public async Task Work_Paused_RunsByHandOnly()
    {
        var work = new TestWork { Found = 1 };
        await using var portal = await StartAsync(DatabaseProvider.Sqlite, work);
        Assert.True((await portal.Get<PauseWork>().RunAsync(new WorkPause("count", true), default)).Succeeded);
        Assert.Empty((await RunAsync(portal, new WorkToRun("count", BySchedule: true))).Value.Counts);
        Assert.Single((await RunAsync(portal, new WorkToRun("count"))).Value.Counts);
        var row = (await portal.Get<ListScheduledWorks>().RunAsync(default)).Value.Single(w => w.Name == "count");
        Assert.True(row.IsPaused);
        Assert.Equal("Ada Admin", row.PausedBy);
    }

    [Fact]
    public async Task Work_WithoutPermission_IsRefused()
    {
        await using var portal = await StartAsync(DatabaseProvider.Sqlite, new TestWork());
        portal.User = TestUser.InRole(DefaultRoles.BillingClerk);
        Assert.Equal(Refusal.Forbidden, (await RunAsync(portal, new WorkToRun("count"))).Refusal);
        Assert.Equal(Refusal.Forbidden, (await portal.Get<ListScheduledWorks>().RunAsync(default)).Refusal);
    }

    [Theory]
    [InlineData("00:00:30", 30)]
    [InlineData("02:00:00", 7200)]
    [InlineData("00:00:00", null)]
    [InlineData("soon", null)]
    [InlineData("at 25:00", null)]
    public void Schedule_FromSettings_IsReadOrRefused(string text, int? seconds) =>
        Assert.Equal(seconds, (int?)WorkSchedule.Parse(text)?.Interval?.TotalSeconds);

    [Fact]
    public async Task CleanUpRuns_OldRuns_AreDeleted()
    {
        await using var portal = await StartAsync(DatabaseProvider.Sqlite, new TestWork());
        await RunAsync(portal, new WorkToRun("count"));
        portal.Clock.Advance(TimeSpan.FromDays(59));
        Assert.Equal(0, (await portal.Get<CleanUpRuns>().RunAsync(default)).Value);
        portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, (await portal.Get<CleanUpRuns>().RunAsync(default)).Value);
    }

    private static Task<TestPortal> StartAsync(DatabaseProvider provider, TestWork work) => TestPortal.StartAsync(provider, services =>
        services.AddSingleton(work).AddScheduledWork<TestWork>("count", typeof(SchedulingText), WorkSchedule.Every(TimeSpan.FromMinutes(1)), (w, asOf, ct) => w.RunAsync(asOf, ct)));

    private static Task<Result<RunResult>> RunAsync(TestPortal portal, WorkToRun work) => portal.Get<RunScheduledWork>().RunAsync(work, default);

    private sealed class TestWork
    {
        public int Found { get; set; }

        public DateOnly? AsOf { get; private set; }

        public Exception? Fault { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Started { get; } = new();

        public async Task<WorkSummary> RunAsync(DateOnly? asOf, CancellationToken ct)
        {
            AsOf = asOf;
            Started.TrySetResult();
            if (Gate is { } gate)
            {
                await gate.Task.WaitAsync(ct);
            }

            return Fault is { } fault ? throw fault : new WorkSummary([new WorkCount("Found", Found)]);
        }
    }
}
