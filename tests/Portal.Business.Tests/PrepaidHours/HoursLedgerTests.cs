using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.Scheduled;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.PrepaidHours;

/// <summary>Two orders of a client and the database: whatever people do, in any order, what is left is what was bought, less what was used and expired, with what was corrected and moved.</summary>
public sealed class HoursLedgerTests
{
    private const int Steps = 24;

    /// <summary>Where the company is, and when it begins: on usual days, and on the evening before clocks change.</summary>
    private static readonly (string Zone, DateTime Start)[] Places =
    [
        ("America/Montreal", Utc(3, 2, 15)), ("Europe/Paris", Utc(3, 2, 15)), ("America/Montreal", Utc(3, 7, 22)), ("Europe/Paris", Utc(3, 28, 20)),
        ("Europe/Paris", Utc(10, 24, 19)), ("America/Montreal", Utc(10, 31, 23)),
    ];

    [Theory, EachDatabase]
    public void AnySequence_OfTimeEditsDeletionsCorrectionsMovesAndExpiries_AddsUp_UnderEachRule(DatabaseProvider provider) =>
        Prop.ForAll<int[], byte, byte>((steps, rule, place) => Task.Run(() => AddsUpAsync(provider, steps, (HoursOverage)(rule % 3), Places[place % Places.Length])).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(6).WithStartSize(200).WithEndSize(2000));

    [Theory, EachDatabase]
    public async Task Sequence_InEachTimeZone_AndOverEachChangeOfTheClocks_AddsUp(DatabaseProvider provider)
    {
        foreach (var (place, i) in Places.Select((p, i) => (p, i)))
        {
            var random = new Random(100 + i);
            int[] steps = [.. Enumerable.Range(0, 12).SelectMany(_ => new[] { 14 + (16 * random.Next(300)) + random.Next(2), random.Next(100_000) })];
            Assert.True(await AddsUpAsync(provider, steps, (HoursOverage)(i % 3), place));
        }
    }

    /// <param name="steps">Each says in its first digits what is done, and in the others by whom, to what and how much.</param>
    private static async Task<bool> AddsUpAsync(DatabaseProvider provider, int[] steps, HoursOverage overage, (string Zone, DateTime Start) place)
    {
        await using var scene = await TicketScene.StartAsync(provider, overage, hours: 4, rate: 110, months: 1, place: place);
        var second = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(overage, code: "AUTRE"), 3);
        var ticket = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default));
        Boreal.Require(await scene.Portal.Get<EditTicket>().RunAsync(new(scene.TicketId, ticket.Version, ticket.Head with { HoursPackId = null, UsesOldestHours = true }), default));
        foreach (var step in steps.Take(Steps).Select(s => Math.Abs(s % 100_000)))
        {
            scene.As(step % 2);
            await DoAsync(scene, second.Id, step / 2 % 8, step / 16);
        }

        await using var db = scene.Portal.Open();
        var entries = await db.TimeEntries.AsNoTracking().ToListAsync();
        var (packs, movements) = (await db.HoursPacks.AsNoTracking().ToListAsync(), await db.HoursMovements.AsNoTracking().ToListAsync());
        foreach (var pack in packs)
        {
            int Sum(HoursMovementKind kind) => movements.Where(m => m.PackId == pack.Id && m.Kind == kind).Sum(m => m.Minutes);
            Assert.Equal(pack.BalanceMinutes, pack.BoughtMinutes - pack.UsedMinutes + Sum(HoursMovementKind.Expired) + Sum(HoursMovementKind.Corrected) + Sum(HoursMovementKind.Moved));
            Assert.Equal((pack.BoughtMinutes, -pack.UsedMinutes), (Sum(HoursMovementKind.Bought), Sum(HoursMovementKind.Used)));
        }

        Assert.Equal(0, movements.Where(m => m.Kind == HoursMovementKind.Moved).Sum(m => m.Minutes));
        Assert.Equal(packs.Sum(p => p.UsedMinutes), entries.Sum(e => e.PrepaidMinutes));
        Assert.All(entries, e => Assert.Equal(e.Minutes, e.PrepaidMinutes + e.OverMinutes));
        foreach (var used in movements.Where(m => m.TimeEntryId is not null && m.Kind == HoursMovementKind.Used).GroupBy(m => (m.TimeEntryId, m.On)))
        {
            var entry = entries.Find(e => e.Id == used.Key.TimeEntryId);
            Assert.Equal(entry?.Day == used.Key.On ? entry.PrepaidMinutes : 0, -used.Sum(m => m.Minutes));
        }

        var statement = Boreal.Value(await scene.Portal.Get<ShowHoursStatement>().RunAsync(new(scene.Boreal.Client.Id, new DateOnly(2026, 1, 1), new DateOnly(2028, 12, 31)), default));
        Assert.Equal((0, packs.Sum(p => p.BalanceMinutes)), (statement.Before, statement.After));
        Assert.Equal(statement.After, statement.Bought - statement.Used - statement.Expired + statement.Corrected);
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));
        return true;
    }

    /// <summary>One thing that a person does; what is refused changes nothing.</summary>
    private static async Task DoAsync(TicketScene scene, long second, int what, int amount)
    {
        var (portal, minutes) = (scene.Portal, (amount % 300) + 1);
        var day = scene.Boreal.Entity.DayOf(portal.Clock.GetUtcNow().UtcDateTime).AddDays(-(amount % 40));
        var pack = await scene.Boreal.PackAsync(amount % 2 == 0 ? scene.Pack.Id : second);
        switch (what)
        {
            case 0:
                await portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, minutes, day), default);
                break;
            case 1:
                // Two agents at the same second.
                await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => scene.LogAsync(minutes))));
                break;
            case 2 when await OneAsync(scene, amount) is { } entry:
                await portal.Get<SaveTimeEntry>().RunAsync(new(entry.Id, entry.Version, 0, null, day, minutes, "Corrigé", true), default);
                break;
            case 3 when await OneAsync(scene, amount) is { } entry:
                await portal.Get<DeleteTimeEntry>().RunAsync(new(entry.Id, entry.Version), default);
                break;
            case 4:
                await portal.Get<CorrectHours>().RunAsync(new(pack.Id, pack.Version, Guid.NewGuid(), minutes - 150, "Corrigé"), default);
                break;
            case 5:
                await portal.Get<CorrectHours>().RunAsync(new(pack.Id, pack.Version, Guid.NewGuid(), minutes, "Ensemble", pack.Id == second ? scene.Pack.Id : second), default);
                break;
            case 7 when amount % 2 == 0:
                await TimerAsync(scene, minutes * 2);
                break;
            case 6:
                // Over midnight here and there, and over the last day.
                portal.Clock.Advance(TimeSpan.FromHours(amount % 120));
                await portal.Get<ExpireHours>().RunAsync(null, default);
                break;
            default:
                await portal.Get<ExtendHours>().RunAsync(new(pack.Id, pack.Version, amount % 3 == 0 ? null : day.AddDays(20)), default);
                break;
        }
    }

    /// <summary>What really elapsed is logged, on the days of the company, whatever its clocks did meanwhile.</summary>
    private static async Task TimerAsync(TicketScene scene, int minutes)
    {
        var before = await LoggedAsync(scene);
        if ((await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default)).Succeeded)
        {
            scene.Portal.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));
            Assert.Equal(before + minutes, await LoggedAsync(scene));
        }
    }

    private static async Task<int> LoggedAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        return await db.TimeEntries.SumAsync(e => e.Minutes ?? 0);
    }

    private static DateTime Utc(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, DateTimeKind.Utc);

    private static async Task<TimeEntry?> OneAsync(TicketScene scene, int which)
    {
        await using var db = scene.Portal.Open();
        var entries = await db.TimeEntries.AsNoTracking().Where(e => e.UserId == scene.Portal.User.UserId).OrderBy(e => e.Id).ToListAsync();
        return entries.Count == 0 ? null : entries[which % entries.Count];
    }
}
