using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Operations;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Helpdesk;

/// <summary>What is stored of the billing of time is what its rule says, whichever way it came there.</summary>
public sealed class TimeBillingTests
{
    [Theory, EachDatabase]
    public async Task TimeOfAJob_BesideBilledTimeOfATicket_OnTheSameDay_HasItsOwnMinimum(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Bill, 1, rate: 110);
        await using (var db = scene.Portal.Open())
        {
            db.Add(new WorkRules { LegalEntityId = scene.Boreal.Entity.Id, RoundingMinutes = 15, RoundsUp = true, MinimumMinutes = 60, HourProductId = await db.Products.Where(p => p.Code == "ASSIST").Select(p => p.Id).SingleAsync() });
            await db.SaveChangesAsync();
        }

        Boreal.Value(await scene.LogAsync(90));
        var day = (await EntriesAsync(scene))[0].Day;
        var job = (await EntriesAsync(scene))[0].JobId;
        Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(null, 0, job, null, day, 20, "Sur place", true), default));
        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([.. (await EntriesAsync(scene)).Select(e => e.Id)]), default));
        Assert.Equal(0.5m, Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(job), BillTicketTime.Grouping.Ticket), default)).Hours);

        Assert.Equal(1m, Boreal.Value(await scene.Portal.Get<BillJobTime>().RunAsync(new(job), default)).Hours);
        await using var after = scene.Portal.Open();
        var line = await after.TimeEntries.Where(e => e.Note == "Sur place" && e.JobLineId != null).Select(e => e.JobLineId!.Value).SingleAsync();
        var version = await after.Jobs.Where(j => j.Id == job).Select(j => j.Version).SingleAsync();
        Assert.Equal("JobFolders.LineTimeStays", (await scene.Portal.Get<CorrectJobLine>().RunAsync(new(job, version, line, 0.5m, 100, "Moins"), default)).Refusal?.Code);
        var told = await after.TimelineEntries.Where(e => e.What == "Timesheets.Billed").OrderBy(e => e.Id).ToListAsync();
        Assert.Equal(["0,5", "1"], told.Select(e => TimelineEntry.Decode(e.Args.Single(), Formats.For("fr-CA"))));
    }

    [Theory, EachDatabase]
    public async Task TimeToBill_AfterAnySteps_IsStoredAsItsRuleSays(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, 2);
        var billed = await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(HoursOverage.Bill, code: "OVER"), 1);
        var random = new Random(6);
        var day = new DateOnly(2026, 3, 2);
        var seen = new HashSet<TimeBilling>();
        for (var step = 0; step < 60; step++)
        {
            var entries = await EntriesAsync(scene);
            var one = entries.Count == 0 ? null : entries[random.Next(entries.Count)];
            _ = (one is null ? 0 : random.Next(9)) switch
            {
                0 or 1 => (await scene.LogAsync(random.Next(5, 90))).Succeeded,
                2 => (await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(one!.Id, one.Version, 0, null, day, random.Next(5, 120), "Reste", random.Next(3) > 0), default)).Succeeded,
                3 or 4 => (await scene.Portal.Get<ApproveTime>().RunAsync(new([one!.Id]), default)).Succeeded,
                5 => (await scene.Portal.Get<ApproveTime>().RunAsync(new([one!.Id], TakeBack: true), default)).Succeeded,
                6 => (await scene.Portal.Get<DecideUncoveredTime>().RunAsync(new([one!.Id], (DecideUncoveredTime.Decision)random.Next(3)), default)).Succeeded,
                7 => await TimerAsync(scene, random.Next(20, 200)),
                _ => await MoveAsync(scene, random.Next(2) == 0 ? billed.Id : scene.Pack.Id),
            };
            await RuleHoldsAsync(scene, seen);
        }

        Boreal.Value(await scene.Portal.Get<ApproveTime>().RunAsync(new([.. (await EntriesAsync(scene)).Select(e => e.Id)]), default));
        await using (var db = scene.Portal.Open())
        {
            db.Add(new WorkRules { LegalEntityId = scene.Boreal.Entity.Id, RoundingMinutes = 1, HourProductId = await db.Products.Where(p => p.Code == "ASSIST").Select(p => p.Id).SingleAsync() });
            await db.SaveChangesAsync();
        }

        foreach (var job in (await EntriesAsync(scene)).Where(e => e.Billing == TimeBilling.ToBill).Select(e => e.JobId).Distinct())
        {
            Boreal.Value(await scene.Portal.Get<BillTicketTime>().RunAsync(new(new(job), BillTicketTime.Grouping.Ticket), default));
        }

        await RuleHoldsAsync(scene, seen);
        Assert.Equal(Enum.GetValues<TimeBilling>().Length, seen.Count);
        Assert.DoesNotContain(await EntriesAsync(scene), e => e.Billing == TimeBilling.ToBill);
    }

    [Theory, EachDatabase]
    public async Task BillingOfTime_Falsified_IsFoundByVerify(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Value(await scene.LogAsync(30));
        await using var db = scene.Portal.Open();
        await db.TimeEntries.ExecuteUpdateAsync(set => set.SetProperty(e => e.Billing, TimeBilling.ToBill));

        var found = Assert.Single(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences);

        Assert.Equal(("TimeKnowsWhatIsToBill", "ToBill", "Nothing"), (found.Key, found.Stored, found.Computed));
    }

    private static async Task<bool> TimerAsync(TicketScene scene, int minutes)
    {
        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(minutes));
        return (await scene.Portal.Get<StopTimer>().RunAsync(new(), default)).Succeeded;
    }

    private static async Task<bool> MoveAsync(TicketScene scene, long packId)
    {
        var ticket = await scene.TicketAsync();
        return (await scene.Portal.Get<EditTicket>().RunAsync(new(ticket.Id, ticket.Version, new(ticket.Title, ticket.Priority, null, null, null, packId, false)), default)).Succeeded;
    }

    private static async Task<List<TimeEntry>> EntriesAsync(TicketScene scene)
    {
        await using var db = scene.Portal.Open();
        return await db.TimeEntries.AsNoTracking().OrderBy(e => e.Id).ToListAsync();
    }

    private static async Task RuleHoldsAsync(TicketScene scene, HashSet<TimeBilling> seen)
    {
        await using var db = scene.Portal.Open();
        var stored = await db.TimeEntries.GroupBy(e => e.Billing).Select(g => new { g.Key, Ids = g.Select(e => e.Id).ToList() }).ToDictionaryAsync(g => g.Key, g => g.Ids.Order().ToList());
        var ruled = (await EntriesAsync(scene)).GroupBy(e => e.IsUndecided ? TimeBilling.ToDecide : e.JobLineId is not null ? TimeBilling.Billed
            : e.State == TimeEntryState.Approved && e.IsBillable && (e.TicketId is null || e.OverMinutes > 0) ? TimeBilling.ToBill : TimeBilling.Nothing);
        Assert.Equal(stored.OrderBy(g => g.Key).Select(g => (g.Key, string.Join(' ', g.Value))), ruled.OrderBy(g => g.Key).Select(g => (g.Key, string.Join(' ', g.Select(e => e.Id).Order()))));
        seen.UnionWith(stored.Keys);
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key == "TimeKnowsWhatIsToBill");
    }
}
