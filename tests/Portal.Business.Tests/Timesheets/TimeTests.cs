using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.JobFolders;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Timesheets;

public sealed class TimeTests
{
    [Theory]
    [InlineData(1, 15, false, 0, 0)]
    [InlineData(8, 15, false, 0, 15)]
    [InlineData(7, 15, false, 0, 0)]
    [InlineData(1, 15, true, 0, 15)]
    [InlineData(46, 15, true, 0, 60)]
    [InlineData(45, 15, true, 0, 45)]
    [InlineData(5, 15, false, 30, 30)]
    [InlineData(67, 1, false, 0, 67)]
    [InlineData(0, 15, true, 30, 0)]
    public void Rounding_FollowsTheRule(int worked, int step, bool up, int minimum, int billed) =>
        Assert.Equal(billed, TimeRounding.Round(worked, new WorkRules { LegalEntityId = 1, RoundingMinutes = step, RoundsUp = up, MinimumMinutes = minimum }));

    [Theory, EachDatabase]
    public async Task Timer_OverMidnight_GivesEachDayItsPart(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.Portal.Clock.Set(new DateTime(2026, 3, 4, 3, 30, 0, DateTimeKind.Utc));
        await scene.StartAsync();
        scene.Portal.Clock.Set(new DateTime(2026, 3, 4, 6, 45, 0, DateTimeKind.Utc));

        Assert.True((await scene.PauseAsync()).Succeeded);

        await using var db = scene.Portal.Open();
        var entries = await db.TimeEntries.OrderBy(e => e.Day).ToListAsync();
        Assert.Equal([(new DateOnly(2026, 3, 3), 90), (new DateOnly(2026, 3, 4), 105)], entries.Select(e => (e.Day, e.Minutes!.Value)));
        Assert.Equal(130m, entries.Sum(e => e.Cost));
    }

    [Theory, EachDatabase]
    public async Task Timer_OverTheClockChange_CountsWhatWasWorked(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);

        // In Montréal it was one o'clock, then half past three: the clocks went from two to three.
        scene.Portal.Clock.Set(new DateTime(2026, 3, 8, 6, 0, 0, DateTimeKind.Utc));
        await scene.StartAsync();
        scene.Portal.Clock.Set(new DateTime(2026, 3, 8, 7, 30, 0, DateTimeKind.Utc));
        await scene.PauseAsync();

        await using var db = scene.Portal.Open();
        Assert.Equal((new DateOnly(2026, 3, 8), 90), await db.TimeEntries.Select(e => new ValueTuple<DateOnly, int>(e.Day, e.Minutes!.Value)).SingleAsync());
    }

    [Theory, EachDatabase]
    public async Task ApprovedTime_IsBilledOnce_RoundedByPersonAndDay(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.AsAdministrator();
        var hour = await scene.ProductAsync(100);
        Boreal.Require(await scene.Portal.Get<SaveWorkRules>().RunAsync(new(scene.Boreal.Entity.Id, 0, 15, true, 0, hour, true), default));
        scene.As(scene.LeadId);
        foreach (var minutes in new[] { 20, 12, 9 })
        {
            Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(
                new(null, 0, scene.Request.JobId, scene.VisitId, minutes == 9 ? new DateOnly(2026, 3, 3) : new DateOnly(2026, 3, 2), minutes, "", true), default));
        }

        scene.AsAdministrator();
        Assert.Equal("Timesheets.NothingToBill", (await scene.Portal.Get<BillJobTime>().RunAsync(new(scene.Request.JobId), default)).Refusal!.Code);
        List<long> ids;
        await using (var db = scene.Portal.Open())
        {
            ids = await db.TimeEntries.Select(e => e.Id).ToListAsync();
        }

        Assert.Equal(3, Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(ids), default)).Done);
        var both = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => scene.Portal.Get<BillJobTime>().RunAsync(new(scene.Request.JobId), default))));

        var billed = Assert.Single(both, b => b.Succeeded).Value;
        Assert.Equal(1m, billed.Hours);
        await using var after = scene.Portal.Open();
        var job = await after.Jobs.Include(j => j.Lines).SingleAsync(j => j.Id == scene.Request.JobId);
        Assert.Equal(100m, Assert.Single(job.Lines).Net);
        Assert.All(await after.TimeEntries.ToListAsync(), e => Assert.Equal(billed.JobLineId, e.JobLineId));
        Assert.Equal(0, Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new(ids, TakeBack: true), default)).Done);
        Assert.Equal(new JobHours(41, 27.33m), await JobTime.OfAsync(after, job.Id, default));
    }

    [Theory, EachDatabase]
    public async Task TimeBilledInTwoRuns_ComesToTheMinimumOnce_AndIsFreeAgainWhenItsLineIsWithdrawn(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.AsAdministrator();
        var hour = await scene.ProductAsync(100);
        Boreal.Require(await scene.Portal.Get<SaveWorkRules>().RunAsync(new(scene.Boreal.Entity.Id, 0, 15, true, 60, hour, true), default));
        Task<Result<BillJobTime.Billed>> BillAsync() => scene.Portal.Get<BillJobTime>().RunAsync(new(scene.Request.JobId), default);
        await WorkAsync(scene, 20);
        var first = Boreal.Value(await BillAsync());
        await WorkAsync(scene, 30);
        Assert.Equal("Timesheets.NothingToBill", (await BillAsync()).Refusal!.Code);
        await WorkAsync(scene, 40);
        var second = Boreal.Value(await BillAsync());
        Assert.Equal((1m, 0.5m, 2), (first.Hours, second.Hours, second.Entries));

        foreach (var line in new[] { second.JobLineId, first.JobLineId })
        {
            Boreal.Require(await scene.Portal.Get<WithdrawJobLine>().RunAsync(
                new(scene.Request.JobId, await scene.Boreal.JobVersionAsync(scene.Request.JobId), line), default));
        }

        Assert.Equal((1.5m, 3), (Boreal.Value(await BillAsync()) is var anew ? (anew.Hours, anew.Entries) : default));
    }

    [Theory, EachDatabase]
    public async Task OwnTime_IsChangedUntilItIsApproved_AndOnlyByItsOwner(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var save = scene.Portal.Get<SaveTimeEntry>();
        var id = Boreal.Value(await save.RunAsync(new(null, 0, scene.Request.JobId, null, new DateOnly(2026, 3, 2), 90, "Préparation", true), default));
        scene.As(scene.HelperId);
        Assert.Equal(RefusalKind.NotFound, (await scene.Portal.Get<DeleteTimeEntry>().RunAsync(new(id, 1), default)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<ListTimeEntries>().RunAsync(new(new PageRequest(1, 10)), default)).Refusal!.Kind);
        scene.AsAdministrator();
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([id]), default));
        var row = Assert.Single((await scene.Portal.Get<ListTimeEntries>().RunAsync(new(new PageRequest(1, 10), JobId: scene.Request.JobId), default)).Value.Rows);
        Assert.Equal((90, 60m, TimeEntryState.Approved), (row.Minutes, row.Cost, row.State));

        scene.As(scene.LeadId);
        var refused = await scene.Portal.Get<DeleteTimeEntry>().RunAsync(new(id, 2), default);

        Assert.Equal("Timesheets.Approved", refused.Refusal!.Code);
        Assert.Equal(90, Assert.Single((await scene.Portal.Get<ShowMyTime>().RunAsync(new(new DateOnly(2026, 3, 4)), default)).Value.Rows).Minutes);
    }

    /// <summary>Approved time of one person on one visit and day.</summary>
    private static async Task WorkAsync(VisitScene scene, int minutes)
    {
        scene.As(scene.LeadId);
        var id = Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(
            new(null, 0, scene.Request.JobId, scene.VisitId, new DateOnly(2026, 3, 2), minutes, "", true), default));
        scene.AsAdministrator();
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([id]), default));
    }
}
