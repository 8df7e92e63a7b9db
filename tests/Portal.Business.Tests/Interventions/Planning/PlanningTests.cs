using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.Scheduled;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions.Planning;

public sealed class PlanningTests
{
    /// <summary>Monday, 2 March 2026, 10:00 in Montréal.</summary>
    internal static readonly DateOnly Monday = new(2026, 3, 2);

    [Theory, EachDatabase]
    public async Task Slot_BookedByTwoAtOnce_IsOnePersons(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        long[] requests = [(await boreal.RequestAsync()).Id, (await boreal.RequestAsync()).Id, (await boreal.RequestAsync()).Id];
        var slot = Boreal.Value(await boreal.Portal.Get<FindFreeSlots>().RunAsync(new(requests[0]), default)).Slots[0];

        var results = await Task.WhenAll(requests.Select(id => Task.Run(() =>
            boreal.Portal.Get<PlanVisit>().RunAsync(new(id, slot.UserId, slot.StartsAt, slot.EndsAt, MustBeFree: true), default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.Equal(2, results.Count(r => r.Refusal?.Code == "Interventions.SlotTaken"));
        await using var db = boreal.Portal.Open();
        Assert.Equal(1, await db.Visits.CountAsync(v => v.TechnicianId == technician));
    }

    [Theory, EachDatabase]
    public async Task Request_DraggedTwiceAtOnce_IsPlannedOnce(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var request = await boreal.ReloadAsync((await boreal.RequestAsync()).Id);
        var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, Monday.AddDays(1), new TimeOnly(9, 0), 60);

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            boreal.Portal.Get<PlanVisit>().RunAsync(new(request.Id, technician, startsAt, endsAt, RequestVersion: request.Version), default))));

        Assert.Single(results, r => r.Succeeded);
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(Refusal.Stale, r.Refusal));
        Assert.Equal(RequestStatus.Planned, (await boreal.ReloadAsync(request.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Dragging_OntoAnotherVisit_WarnsAndIsDone(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        await PlanAsync(boreal, technician, new TimeOnly(9, 0));
        var other = await PlanAsync(boreal, technician, new TimeOnly(14, 0));
        await AwayAsync(boreal, technician, new TimeOnly(10, 0), new TimeOnly(11, 0));

        var moved = await MoveAsync(boreal, other, 0, new VisitWish(technician, Monday.AddDays(1), new TimeOnly(9, 30), 60));

        Assert.Equal([VisitConflictKind.OtherVisit, VisitConflictKind.Absence], Boreal.Value(moved).Conflicts.Select(c => c.Kind));
        Assert.Equal(Refusal.Stale, (await MoveAsync(boreal, other, 0, new VisitWish(technician, Monday.AddDays(1), new TimeOnly(16, 0), 60))).Refusal);
        Assert.Empty(Boreal.Value(await MoveAsync(boreal, other, Boreal.Value(moved).Version, new VisitWish(technician, Monday.AddDays(1), new TimeOnly(16, 0), 60))).Conflicts);
        Assert.Equal("TechnicianId", (await MoveAsync(boreal, other, 2, new VisitWish(4711, Monday, new TimeOnly(16, 0), 60))).Refusal!.Field);
    }

    [Theory, EachDatabase]
    public async Task Series_OverTheChangeOfClocks_StaysAtNine_AndMovesAsOne(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, Monday, new TimeOnly(9, 0), 60);
        var request = await boreal.RequestAsync();
        var planned = Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(
            new(request.Id, technician, startsAt, endsAt, Repeat: new Recurrence(RecurrenceUnit.Week, 1, [], 3, null), Window: new(new TimeOnly(8, 0), new TimeOnly(10, 0))), default));

        Assert.Equal(3, planned.Visits);
        Assert.Equal(["2026-03-02 14:00", "2026-03-09 13:00", "2026-03-16 13:00"], (await SeriesAsync(boreal)).Select(v => v.StartsAt.ToString("yyyy-MM-dd HH:mm", null)));

        var second = (await SeriesAsync(boreal))[1];
        Boreal.Value(await MoveAsync(boreal, second.Id, second.Version, new VisitWish(technician, new DateOnly(2026, 3, 10), new TimeOnly(13, 30), 90), series: true));

        var after = await SeriesAsync(boreal);
        Assert.Equal(["2026-03-02 09:00", "2026-03-10 13:30", "2026-03-17 13:30"], after.Select(v => boreal.Entity.Local(v.StartsAt).ToString("yyyy-MM-dd HH:mm", null)));
        Assert.Equal("12:30", boreal.Entity.Local(after[1].ArrivalFrom!.Value).ToString("HH:mm", null));
        Boreal.Require(await boreal.Portal.Get<CallOffVisit>().RunAsync(new(after[1].Id, after[1].Version, "Congé"), default));
        Assert.Equal([VisitStatus.Confirmed, VisitStatus.Cancelled, VisitStatus.Confirmed], (await SeriesAsync(boreal)).Select(v => v.Status));
        Boreal.Require(await boreal.Portal.Get<CallOffVisit>().RunAsync(new(after[0].Id, after[0].Version, "Fin", WholeSeries: true), default));
        Assert.All(await SeriesAsync(boreal), v => Assert.Equal(VisitStatus.Cancelled, v.Status));
        await using var db = boreal.Portal.Open();
        foreach (var (at, moved) in new[] { (0, 0), (1, 1), (2, 1) })
        {
            var notes = await db.TimelineEntries.Where(e => e.Subject == nameof(Visit) && e.SubjectId == after[at].Id).Select(e => e.What).ToListAsync();
            Assert.Equal((moved, 1), (notes.Count(n => n == "Interventions.VisitMoved"), notes.Count(n => n == "Interventions.VisitCancelled")));
        }
        Assert.Equal(RequestStatus.ToPlan, (await boreal.ReloadAsync(request.Id)).Status);
    }

    [Theory, EachDatabase]
    public async Task ArrivalWindow_OfWhichHalfIsMissing_OrThatTheVisitDoesNotBeginIn_IsRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var id = await PlanAsync(boreal, technician, new TimeOnly(9, 0));

        foreach (var (from, to, code, field) in new (int? From, int? To, string Code, string Field)[]
        {
            (8, null, "Common.Required", "ArrivalTo"), (null, 10, "Common.Required", "ArrivalFrom"), (10, 8, "Interventions.PeriodEndsBeforeItStarts", "ArrivalTo"),
            (10, 12, "Interventions.StartOutsideArrival", "ArrivalFrom"), (7, 8, "Interventions.StartOutsideArrival", "ArrivalTo"),
        })
        {
            TimeOnly? At(int? hour) => hour is { } h ? new TimeOnly(h, 0) : null;
            var refused = await MoveAsync(boreal, id, 0, new VisitWish(technician, Monday.AddDays(1), new TimeOnly(9, 0), 60, Window: new(At(from), At(to))));
            Assert.Equal((code, field), (refused.Refusal!.Code, refused.Refusal.Field));
        }

        Boreal.Value(await MoveAsync(boreal, id, 0, new VisitWish(technician, Monday.AddDays(1), new TimeOnly(9, 0), 60, Window: new(new TimeOnly(9, 0), new TimeOnly(9, 0)))));
    }

    [Theory, EachDatabase]
    public async Task Request_ThatIsCorrected_TakesItsOpenVisitsToTheNewPlace_AndIsListedWithItsNextVisit(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var request = await boreal.RequestAsync();
        var visits = new List<long>();
        foreach (var day in new[] { -1, 0, 1 })
        {
            var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, Monday.AddDays(day), new TimeOnly(14, 0), 60);
            visits.Add(Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new(request.Id, technician, startsAt, endsAt), default)).VisitId);
        }

        var site = new Portal.Business.Clients.Site { ClientId = boreal.Client.Id, Name = "Entrepôt" };
        await using var db = boreal.Portal.Open();
        db.Add(site);
        Boreal.Require((await db.Visits.SingleAsync(v => v.Id == visits[1])).Start(boreal.Portal.Clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync();

        Boreal.Value(await boreal.Portal.Get<ChangeRequest>().RunAsync(
            new(request.Id, (await boreal.ReloadAsync(request.Id)).Version, RequestScene.Head() with { SiteId = site.Id }), default));

        var places = await db.Visits.AsNoTracking().ToDictionaryAsync(v => v.Id, v => v.SiteId);
        Assert.Equal([site.Id, null, site.Id], visits.Select(id => places[id]));
        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListRequests>().RunAsync(new(new PageRequest()), default)).Rows);
        Assert.Equal(("Théo", Monday.ToDateTime(new TimeOnly(14, 0))), (row.Technician, row.NextVisitAt));
    }

    [Theory, EachDatabase]
    public async Task Planning_OfASpan_HoldsWhatTouchesIt(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var id = await PlanAsync(boreal, technician, new TimeOnly(9, 0));
        await AwayAsync(boreal, technician, new TimeOnly(13, 0), new TimeOnly(14, 0));

        async Task<(int Visits, int Absences)> ShowAsync(TimeOnly from, TimeOnly to, params long[] people)
        {
            var shown = Boreal.Value(await boreal.Portal.Get<ShowPlanning>().RunAsync(
                new(boreal.Entity.Id, boreal.Entity.ToUtc(Monday.AddDays(1), from), boreal.Entity.ToUtc(Monday.AddDays(1), to), people), default));
            return (shown.Visits.Count(v => v.Id == id), shown.Absences.Count);
        }

        Assert.Equal((1, 1), await ShowAsync(new TimeOnly(8, 0), new TimeOnly(17, 0)));
        Assert.Equal((1, 0), await ShowAsync(new TimeOnly(9, 30), new TimeOnly(9, 45), technician));
        Assert.Equal((0, 0), await ShowAsync(new TimeOnly(10, 0), new TimeOnly(12, 0)));
        Assert.Equal((0, 0), await ShowAsync(new TimeOnly(8, 0), new TimeOnly(17, 0), 4711));
        var unplanned = await boreal.RequestAsync();
        var list = Boreal.Value(await boreal.Portal.Get<ListUnplanned>().RunAsync(new(boreal.Entity.Id, "", null, new PageRequest()), default));
        Assert.Equal(unplanned.Id, Assert.Single(list.Rows).Id);
    }

    /// <summary>On Tuesday, for a request of its own.</summary>
    internal static async Task<long> PlanAsync(Boreal boreal, long technician, TimeOnly from, bool confirm = true)
    {
        var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, Monday.AddDays(1), from, 60);
        return Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new((await boreal.RequestAsync()).Id, technician, startsAt, endsAt, Confirm: confirm), default)).VisitId;
    }

    internal static Task<Result<MoveVisit.Moved>> MoveAsync(Boreal boreal, long id, int version, VisitWish to, bool series = false) =>
        boreal.Portal.Get<MoveVisit>().RunAsync(new(id, version, to, series), default);

    internal static async Task<List<Visit>> SeriesAsync(Boreal boreal)
    {
        await using var db = boreal.Portal.Open();
        return await db.Visits.AsNoTracking().Where(v => v.SeriesId != null).OrderBy(v => v.StartsAt).ToListAsync();
    }

    private static async Task AwayAsync(Boreal boreal, long technician, TimeOnly from, TimeOnly to)
    {
        await using var db = boreal.Portal.Open();
        db.Absences.Add(new Absence
        {
            UserId = technician,
            From = boreal.Entity.ToUtc(Monday.AddDays(1), from),
            To = boreal.Entity.ToUtc(Monday.AddDays(1), to),
            Reason = "Dentiste",
        });
        await db.SaveChangesAsync();
    }
}
