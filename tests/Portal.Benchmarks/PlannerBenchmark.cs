using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;

namespace Portal.Benchmarks;

/// <summary>
/// Server time of the calendar with 50 technicians: a month, a week and a day of it, a drag, and the search for free times:
/// <c>planner sqlite 2000</c> (visits in the month), <c>planner postgres 2000 "Host=…"</c>.
/// </summary>
internal static class PlannerBenchmark
{
    private const int Technicians = 50;

    /// <summary>The next month but one: free times are looked for ahead.</summary>
    private static readonly DateOnly Month = DateOnly.FromDateTime(DateTime.UtcNow) is var today ? new DateOnly(today.Year, today.Month, 1).AddMonths(2) : default;

    public static async Task RunAsync(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 2000;
        await using var portal = await BenchmarkPortal.StartAsync(args);
        var (entity, people, requestId) = await FillAsync(portal, count);
        if (args[0] == "postgres")
        {
            await using var db = portal.Open();
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE");
        }

        DateTime At(DateOnly day) => entity.ToUtc(day, TimeOnly.MinValue);
        await MeasureAsync<ShowPlanners>(portal, "people, teams, closing days", async u => await u.RunAsync(default));
        await MeasureAsync<ShowPlanning>(portal, "month, everybody", async u => await u.RunAsync(new(entity.Id, At(Month), At(Month.AddDays(35)), []), default));
        await MeasureAsync<ShowPlanning>(portal, "week, everybody", async u => await u.RunAsync(new(entity.Id, At(Month.AddDays(7)), At(Month.AddDays(14)), []), default));
        await MeasureAsync<ShowPlanning>(portal, "day, everybody", async u => await u.RunAsync(new(entity.Id, At(Month.AddDays(8)), At(Month.AddDays(9)), []), default));
        await MeasureAsync<ListUnplanned>(portal, "requests beside it", async u => await u.RunAsync(new(entity.Id, "", null, new PageRequest(1, 20)), default));
        await MeasureAsync<FindFreeSlots>(portal, "ten free times of all", async u =>
            _ = (await u.RunAsync(new(requestId, 60, Month, Month.AddDays(27), InSector: false, WithSkill: false), default)).Value);
        var visits = await VisitsAsync(portal);
        var turn = 0;
        await MeasureAsync<MoveVisit>(portal, "a drag", async u =>
        {
            var (id, version, technician) = visits[turn];
            var moved = await u.RunAsync(new(id, version, new VisitWish(technician, Month.AddDays(turn % 20), new TimeOnly(10, 0), 60)), default);
            visits[turn] = (id, moved.Value.Version, technician);
            turn = (turn + 7) % visits.Count;
        });
    }

    private static async Task<(LegalEntity Entity, List<long> People, long RequestId)> FillAsync(BenchmarkPortal portal, int count)
    {
        await using var db = portal.Open();
        var entity = await db.LegalEntities.FirstAsync(e => e.Currency == "CAD");
        var client = await db.Clients.FirstAsync(c => c.LegalEntityId == entity.Id);
        var people = Enumerable.Range(1, Technicians).Select(i => new User($"t{i}@bench.example", $"Technicien {i:00}", "fr-CA", isClientUser: false)).ToList();
        db.Users.AddRange(people);
        db.Technicians.AddRange(people.Select(p => new Technician { UserId = p.Id, LegalEntityId = entity.Id }));
        db.Absences.AddRange(people.Select(p => new Absence { UserId = p.Id, From = entity.ToUtc(Month.AddDays(3), TimeOnly.MinValue), To = entity.ToUtc(Month.AddDays(4), TimeOnly.MinValue) }));
        await using var transaction = await db.BeginWriteAsync(default);
        long last = 0;

        // As many before and after the month as in it.
        for (var i = 0; i < count * 3; i++)
        {
            var head = new ServiceRequest.Head($"Intervention {i}", "", null, null, null, RequestPriority.Normal, null, null, 60, 1, null, []);
            var request = (await NewRequest.StartAsync(db, client, entity, null, head, RequestOrigin.Staff, SystemUser.Instance, DateTime.UtcNow, default)).Value;
            request.Submit();
            last = request.Id;
            if (i % 20 != 0)
            {
                var (startsAt, endsAt) = VisitTimes.Of(entity, Month.AddMonths((i % 3) - 1).AddDays(i / 3 % 28), new TimeOnly(8 + (i % 8), 0), 60);
                var visit = new Visit(request, $"V-B{i:00000}", people[i % Technicians].Id, startsAt, endsAt, DateTime.UtcNow);
                visit.Confirm();
                db.Visits.Add(visit);
                request.Follow([visit.Status]);
            }

            if (i % 500 == 499)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync(default);
        return (entity, [.. people.Select(p => p.Id)], last);
    }

    private static async Task<List<(long Id, int Version, long? Technician)>> VisitsAsync(BenchmarkPortal portal)
    {
        await using var db = portal.Open();
        return [.. (await db.Visits.AsNoTracking().OrderBy(v => v.StartsAt).Take(400).Select(v => new { v.Id, v.Version, v.TechnicianId }).ToListAsync()).Select(v => (v.Id, v.Version, v.TechnicianId))];
    }

    private static async Task MeasureAsync<T>(BenchmarkPortal portal, string what, Func<T, Task> run)
        where T : notnull
    {
        var times = new List<double>();
        for (var i = 0; i < 22; i++)
        {
            await using var scope = portal.Services.CreateAsyncScope();
            var useCase = scope.ServiceProvider.GetRequiredService<T>();
            var watch = Stopwatch.StartNew();
            await run(useCase);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var counted = times.Skip(2).Order().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: first {times[0]:F0} ms, median {counted[counted.Count / 2]:F1} ms, max {counted[^1]:F1} ms"));
    }
}
