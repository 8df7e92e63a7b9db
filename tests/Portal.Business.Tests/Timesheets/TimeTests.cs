using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Tests.Helpdesk;
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

    /// <summary>It is four o'clock in the morning of the 4th in London, and the evening of the 4th at the far end of the world.</summary>
    [Theory]
    [InlineData("2026-03-04", null)]
    [InlineData("2026-03-05", "Timesheets.DayNotYet")]
    [InlineData("2000-01-01", null)]
    [InlineData("0202-03-04", "Timesheets.DayLongAgo")]
    public void Day_OfTimeThatIsEntered_HasBegunSomewhere(string day, string? refused) =>
        Assert.Equal(refused, TimeEntry.WrongDay(DateOnly.Parse(day, CultureInfo.InvariantCulture), new DateTime(2026, 3, 4, 4, 0, 0, DateTimeKind.Utc))?.Code);

    [Theory, EachDatabase]
    public async Task Time_OfADayToCome_IsRefused_EnteredOrMovedThere(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var today = DateOnly.FromDateTime(scene.Portal.Clock.GetUtcNow().UtcDateTime);
        var entry = Boreal.Value(await scene.LogAsync(30));

        Assert.Equal("Timesheets.DayNotYet", (await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, 30, today.AddDays(2)), default)).Refusal?.Code);
        Assert.Equal("Timesheets.DayNotYet", (await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(entry, 0, 0, null, today.AddDays(2), 30, "", true), default)).Refusal?.Code);
        Assert.Equal((30, 570), await scene.HoursAsync());
    }

    [Theory, EachDatabase]
    public async Task Day_OfOnePerson_TakesNoMoreThanItHas_OverAllEntries(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, hours: 100);
        var (log, save, day) = (scene.Portal.Get<LogTicketTime>(), scene.Portal.Get<SaveTimeEntry>(), new DateOnly(2026, 2, 27));
        Boreal.Value(await log.RunAsync(new(scene.TicketId, 15 * 60, day), default));
        long job;
        await using (var db = scene.Portal.Open())
        {
            job = (await db.TimeEntries.SingleAsync()).JobId;
        }

        foreach (var refused in new[] { (await log.RunAsync(new(scene.TicketId, 541, day), default)).Refusal, (await save.RunAsync(new(null, 0, job, null, day, 541, "", true), default)).Refusal })
        {
            Assert.Equal(("Timesheets.DayHasLeft", "Minutes"), (refused?.Code, refused?.Field));
            Assert.Equal([day, "15:00", "9:00"], refused!.Args);
        }

        var second = Boreal.Value(await save.RunAsync(new(null, 0, job, null, day, 540, "", true), default));
        Assert.Equal("Timesheets.DayIsFull", (await log.RunAsync(new(scene.TicketId, 1, day), default)).Refusal?.Code);
        Assert.Equal("Timesheets.DayHasLeft", (await save.RunAsync(new(second, 0, 0, null, day, 541, "", true), default)).Refusal?.Code);
        Boreal.Value(await save.RunAsync(new(second, 0, 0, null, day, 530, "", true), default));
        var elsewhere = Boreal.Value(await log.RunAsync(new(scene.TicketId, 11, day.AddDays(-1)), default));
        Assert.Equal("Timesheets.DayHasLeft", (await save.RunAsync(new(elsewhere, 0, 0, null, day, 11, "", true), default)).Refusal?.Code);

        scene.As(1);
        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, 600, day), default));
        Assert.Equal(900 + 11 + 600, (await scene.HoursAsync()).Used);
    }

    [Theory, EachDatabase]
    public async Task Timer_ThatFillsADay_IsKept_AndWhatWasEnteredMayBecomeLess(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, hours: 100, place: ("America/Montreal", new DateTime(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc)));
        var save = scene.Portal.Get<SaveTimeEntry>();
        var day = new DateOnly(2026, 3, 2);
        var entered = Boreal.Value(await scene.LogAsync(20 * 60));
        Boreal.Value(await scene.LogAsync(null));
        scene.Portal.Clock.Advance(TimeSpan.FromHours(6));

        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));

        Assert.Equal(26 * 60, (await scene.HoursAsync()).Used);
        Assert.Equal("Timesheets.DayIsFull", (await scene.LogAsync(1)).Refusal?.Code);
        Boreal.Value(await save.RunAsync(new(entered, 0, 0, null, day, 19 * 60, "", true), default));
        Assert.Equal("Timesheets.DayHasLeft", (await save.RunAsync(new(entered, 1, 0, null, day, (19 * 60) + 1, "", true), default)).Refusal?.Code);
    }

    [Theory, EachDatabase]
    public async Task Entries_OfOneDayAtOnce_CountEachOther(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, hours: 100);
        var entry = Boreal.Value(await scene.LogAsync(60));
        await using var db = scene.Portal.Open();
        var known = await db.TimeEntries.AsNoTracking().SingleAsync(e => e.Id == entry);

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () => i % 2 == 0
            ? await scene.LogAsync(8 * 60)
            : await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(null, 0, known.JobId, null, known.Day, 8 * 60, "", true), default))));

        Assert.Equal(2, made.Count(m => m.Succeeded));
        Assert.All(made.Where(m => !m.Succeeded), m => Assert.Equal("Timesheets.DayHasLeft", m.Refusal!.Code));
    }

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

    [Theory, EachDatabase]
    public async Task CostRates_FromADayOn_ArePaidByTheTimeOfThatDay_UntilItIsApproved(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var job = scene.Request.JobId;
        Task<Result<long>> EnterAsync(int day) => scene.Portal.Get<SaveTimeEntry>().RunAsync(new(null, 0, job, null, new DateOnly(2026, 3, day), 60, "", true), default);
        Task<Result<int>> RateAsync(int day, decimal cost) => scene.Portal.Get<SaveCostRate>().RunAsync(new(scene.LeadId, new DateOnly(2026, 3, day), cost), default);
        var (first, second) = (Boreal.Value(await EnterAsync(1)), Boreal.Value(await EnterAsync(2)));
        scene.AsAdministrator();
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([first]), default));

        // Said late: what is approved keeps what it cost, what is open takes the rate of its day.
        Assert.Equal(1, Boreal.Value(await RateAsync(1, 50)));
        Assert.Equal(0, Boreal.Value(await RateAsync(3, 60)));
        scene.As(scene.LeadId);
        var third = Boreal.Value(await EnterAsync(3));
        Assert.Equal([(1, 40m), (2, 50m), (3, 60m)], await CostsAsync(scene));
        scene.AsAdministrator();
        Assert.Equal(150m, Boreal.Value(await scene.Portal.Get<ShowJob>().RunAsync(new(job), default)).Time.Cost);

        // The day of an entry is corrected, a rate too: only open time follows.
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([third]), default));
        scene.Portal.Clock.Advance(TimeSpan.FromDays(1));
        scene.As(scene.LeadId);
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(second, await VersionAsync(scene, second), job, null, new DateOnly(2026, 3, 4), 60, "", true), default));
        Assert.Equal([(1, 40m), (3, 60m), (4, 60m)], await CostsAsync(scene));
        scene.AsAdministrator();
        Assert.Equal(1, Boreal.Value(await RateAsync(3, 65)));
        Assert.Equal([(1, 40m), (3, 60m), (4, 65m)], await CostsAsync(scene));
        var listed = Boreal.Value(await scene.Portal.Get<ListCostRates>().RunAsync(scene.LeadId, default));
        Assert.Equal(("CAD", (3, 65m), (1, 50m)), (listed.Currency, (listed.Rows[0].From.Day, listed.Rows[0].HourlyCost), (listed.Rows[1].From.Day, listed.Rows[1].HourlyCost)));
        Boreal.Require(await scene.Portal.Get<RemoveCostRate>().RunAsync(listed.Rows[0].Id, default));
        Assert.Equal([(1, 40m), (3, 60m), (4, 50m)], await CostsAsync(scene));

        // Approved again, it costs what its day costs now.
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([first], TakeBack: true), default));
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([first]), default));
        Assert.Equal([(1, 50m), (3, 60m), (4, 50m)], await CostsAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task Timer_OverMidnightIntoANewRate_CostsWhatEachDayCosts(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.AsAdministrator();
        Boreal.Value(await scene.Portal.Get<SaveCostRate>().RunAsync(new(scene.LeadId, new DateOnly(2026, 3, 4), 60), default));
        scene.As(scene.LeadId);
        scene.Portal.Clock.Set(new DateTime(2026, 3, 4, 4, 0, 0, DateTimeKind.Utc));
        await scene.StartAsync();
        scene.Portal.Clock.Set(new DateTime(2026, 3, 4, 6, 0, 0, DateTimeKind.Utc));

        Assert.True((await scene.PauseAsync()).Succeeded);

        Assert.Equal([(3, 40m), (4, 60m)], await CostsAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task CostRate_WithoutDayOrOfNobody_IsRefused_AndOfTwoAtOnceOneCounts(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var save = scene.Portal.Get<SaveCostRate>();
        Assert.Equal(RefusalKind.Forbidden, (await save.RunAsync(new(scene.LeadId, new DateOnly(2026, 3, 1), 50), default)).Refusal!.Kind);
        scene.AsAdministrator();
        save = scene.Portal.Get<SaveCostRate>();
        Assert.Equal(["From", "HourlyCost"], (await save.RunAsync(new(scene.LeadId, null, null), default)).Refusals.Select(r => r.Field));
        Assert.Equal("HourlyCost", (await save.RunAsync(new(scene.LeadId, new DateOnly(2026, 3, 1), -1), default)).Refusal!.Field);
        Assert.Equal("UserId", (await save.RunAsync(new(4711, new DateOnly(2026, 3, 1), 50), default)).Refusal!.Field);

        var both = await Task.WhenAll(new[] { 50m, 51m }.Select(cost => Task.Run(() => scene.Portal.Get<SaveCostRate>().RunAsync(new(scene.LeadId, new DateOnly(2026, 3, 1), cost), default))));

        Assert.Contains(both, b => b.Succeeded);
        Assert.Single(Boreal.Value(await scene.Portal.Get<ListCostRates>().RunAsync(scene.LeadId, default)).Rows);
    }

    private static async Task<List<(int Day, decimal Cost)>> CostsAsync(VisitScene scene)
    {
        await using var db = scene.Portal.Open();
        return [.. (await db.TimeEntries.OrderBy(e => e.Day).ToListAsync()).Select(e => (e.Day.Day, e.Cost))];
    }

    private static async Task<int> VersionAsync(VisitScene scene, long id)
    {
        await using var db = scene.Portal.Open();
        return await db.TimeEntries.Where(e => e.Id == id).Select(e => e.Version).SingleAsync();
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
