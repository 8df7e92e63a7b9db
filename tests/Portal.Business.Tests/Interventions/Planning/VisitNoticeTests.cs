using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.Scheduled;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Mail;
using Portal.Business.Tests.Support;
using static Portal.Business.Tests.Interventions.Planning.PlanningTests;

namespace Portal.Business.Tests.Interventions.Planning;

/// <summary>What clients are told of their visits.</summary>
public sealed class VisitNoticeTests
{
    [Theory]
    [EachDatabaseWith("QC", "2026-03-07", "samedi 7 mars 2026", "9 h 00")]
    [EachDatabaseWith("QC", "2026-03-08", "dimanche 8 mars 2026", "9 h 00")]
    [EachDatabaseWith("QC", "2026-11-01", "dimanche 1er novembre 2026", "9 h 00")]
    [EachDatabaseWith("FR", "2026-03-29", "dimanche 29 mars 2026", "09:00")]
    [EachDatabaseWith("FR", "2026-10-25", "dimanche 25 octobre 2026", "09:00")]
    public async Task Notice_OnTheDayTheClocksChange_SaysTheWallClock(DatabaseProvider provider, string place, string day, string date, string time)
    {
        await using var boreal = await Boreal.StartAsync(provider, place, place == "QC" ? "TPS+TVQ" : "TVA20");
        var technician = await boreal.TechnicianAsync("Théo");
        var on = DateOnly.Parse(day, null);
        var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, on, new TimeOnly(9, 0), 60);
        Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new((await boreal.RequestAsync()).Id, technician, startsAt, endsAt, Notify: true), default));

        await using var db = boreal.Portal.Open();
        var mail = await db.OutgoingMessages.AsNoTracking().SingleAsync(m => m.Kind == "visit-notice.confirmed");
        Assert.Contains(date, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(time, mail.TextBody.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var (_, events) = CalendarReader.Read(Assert.Single(mail.Attachments).Content!);
        Assert.Equal(startsAt, events[0].At("DTSTART"));
        Assert.Equal(on.ToDateTime(new TimeOnly(9, 0)), boreal.Entity.Local(events[0].At("DTSTART")));
    }

    [Theory, EachDatabase]
    public async Task Series_Moved_IsToldInOneMessage_AndDraftsAreNot(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, Monday, new TimeOnly(9, 0), 60);
        foreach (var confirm in new[] { true, false })
        {
            Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(
                new((await boreal.RequestAsync()).Id, technician, startsAt, endsAt, Confirm: confirm, Repeat: new Recurrence(RecurrenceUnit.Day, 1, [], 3, null)), default));
        }

        // The series that moves first meets two visits of the other one, the second then all three; neither meets itself.
        foreach (var (first, met) in (await SeriesAsync(boreal)).Take(2).Zip([2, 3]))
        {
            var moved = await boreal.Portal.Get<MoveVisit>().RunAsync(
                new(first.Id, first.Version, new VisitWish(technician, Monday.AddDays(1), new TimeOnly(9, 0), 60), WholeSeries: true, Notify: true), default);
            Assert.Equal(met, Boreal.Value(moved).Conflicts.Select(c => c.Detail).Distinct().Count());
        }

        await using var db = boreal.Portal.Open();
        var mail = await db.OutgoingMessages.AsNoTracking().SingleAsync(m => m.Kind == "visit-notice.moved");
        Assert.All(["mardi 3 mars 2026", "mercredi 4 mars 2026", "jeudi 5 mars 2026"], day => Assert.Contains(day, mail.TextBody, StringComparison.Ordinal));
        Assert.Equal(3, CalendarReader.Read(Assert.Single(mail.Attachments).Content!).Events.Count);
    }

    [Theory, EachDatabase]
    public async Task Move_ThatTheClientDoesNotNotice_IsNotTold_UnlessItIsNews(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (technician, other) = (await boreal.TechnicianAsync("Théo"), await boreal.TechnicianAsync("Luc"));
        var id = await PlanAsync(boreal, technician, new TimeOnly(9, 0));
        var same = new VisitWish(technician, Monday.AddDays(1), new TimeOnly(9, 0), 90, [other]);

        var version = 0;
        foreach (var (wish, isNews, told) in new[]
        {
            (same, false, false), (same, true, true), (same with { Window = new(new TimeOnly(8, 0), new TimeOnly(10, 0)) }, false, true),
            (same with { From = new TimeOnly(13, 0) }, false, true), (same with { TechnicianId = other }, false, true), (same with { TechnicianId = other, Minutes = 30 }, false, false),
        })
        {
            var moved = Boreal.Value(await boreal.Portal.Get<MoveVisit>().RunAsync(new(id, version, wish, Notify: true, IsNews: isNews), default));
            Assert.Equal(told ? 1 : 0, moved.Told.Messages);
            version = moved.Version;
        }

        await using var db = boreal.Portal.Open();
        var mails = await db.OutgoingMessages.AsNoTracking().Where(m => m.Kind == "visit-notice.moved").OrderBy(m => m.Id).Select(m => m.TextBody).ToListAsync();
        Assert.Equal(4, mails.Count);
        Assert.Contains("entre 12\u00a0h\u00a000 et 14\u00a0h\u00a000", mails[2], StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task Series_ConfirmedAndCalledOff_IsToldInOneMessageEach_WithAllItsVisits(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, Monday, new TimeOnly(14, 0), 60);
        Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(
            new((await boreal.RequestAsync()).Id, technician, startsAt, endsAt, Confirm: false, Repeat: new Recurrence(RecurrenceUnit.Day, 1, [], 4, null)), default));
        string[] days = ["lundi 2 mars 2026", "mardi 3 mars 2026", "mercredi 4 mars 2026", "jeudi 5 mars 2026"];

        var first = (await SeriesAsync(boreal))[0];
        Boreal.Require(await boreal.Portal.Get<ConfirmVisit>().RunAsync(new(first.Id, first.Version, Notify: true, WholeSeries: true), default));
        await ToldAsync("visit-notice.confirmed", days, "PUBLISH");

        // One of them alone, then the rest from the first on: what was called off before is not told of again.
        var third = (await SeriesAsync(boreal))[2];
        Boreal.Require(await boreal.Portal.Get<CallOffVisit>().RunAsync(new(third.Id, third.Version, "Congé", Notify: true), default));
        await ToldAsync("visit-notice.cancelled", [days[2]], "CANCEL");
        first = (await SeriesAsync(boreal))[0];
        Boreal.Require(await boreal.Portal.Get<CallOffVisit>().RunAsync(new(first.Id, first.Version, "Fin", WholeSeries: true, Notify: true), default));
        await ToldAsync("visit-notice.cancelled", [days[0], days[1], days[3]], "CANCEL");

        async Task ToldAsync(string kind, IReadOnlyList<string> told, string method)
        {
            await using var db = boreal.Portal.Open();
            var mail = await db.OutgoingMessages.AsNoTracking().Where(m => m.Kind == kind).OrderByDescending(m => m.Id).FirstAsync();
            Assert.Equal(told, days.Where(d => mail.TextBody.Contains(d, StringComparison.Ordinal)));
            Assert.Equal($"text/calendar; charset=utf-8; method={method}", Assert.Single(mail.Attachments).ContentType);
            var file = mail.Attachments[0].Content!;
            Assert.Equal(told.Count, CalendarReader.Read(file).Events.Count);
            Assert.Contains($"METHOD:{method}", System.Text.Encoding.UTF8.GetString(file), StringComparison.Ordinal);
            Assert.Equal(kind == "visit-notice.confirmed" || told.Count == 1 ? 1 : 2, await db.OutgoingMessages.CountAsync(m => m.Kind == kind));
        }
    }

    [Theory, EachDatabase]
    public async Task Reminder_OfAVisit_GoesOutOnce_AndAnewWhenItMoves(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        var id = await PlanAsync(boreal, technician, new TimeOnly(9, 0));
        await PlanAsync(boreal, technician, new TimeOnly(13, 0), confirm: false);

        async Task<int> RemindAsync()
        {
            await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => boreal.Portal.Get<RemindOfVisits>().RunAsync(default))));
            await using var db = boreal.Portal.Open();
            return await db.OutgoingMessages.CountAsync(m => m.Kind == "visit-notice.reminder");
        }

        Assert.Equal(1, await RemindAsync());
        Assert.Equal(1, await RemindAsync());
        await using (var db = boreal.Portal.Open())
        {
            Boreal.Value(await MoveAsync(boreal, id, (await db.Visits.SingleAsync(v => v.Id == id)).Version, new VisitWish(technician, Monday.AddDays(1), new TimeOnly(11, 0), 60)));
        }

        Assert.Equal(2, await RemindAsync());
    }

    [Theory, EachDatabase]
    public async Task Reminder_OfAVisitThatMovedDuringTheRun_IsNotSent(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var technician = await boreal.TechnicianAsync("Théo");
        await PlanAsync(boreal, technician, new TimeOnly(9, 0));
        var late = await PlanAsync(boreal, technician, new TimeOnly(13, 0));
        var cancelled = await PlanAsync(boreal, technician, new TimeOnly(15, 0));

        // A dispatcher changes two of them while the first is reminded of.
        var run = new RemindOfVisits(
            boreal.Portal.Get<PortalDbContextFactory>(), boreal.Portal.Get<VisitNotices>(), new Interrupted(boreal.Portal.Clock, () =>
            {
                using var db = boreal.Portal.Open();
                db.Visits.Where(v => v.Id == late).ExecuteUpdate(set => set.SetProperty(v => v.StartsAt, v => v.StartsAt.AddDays(7)));
                db.Visits.Where(v => v.Id == cancelled).ExecuteUpdate(set => set.SetProperty(v => v.Status, VisitStatus.Cancelled));
            }),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<RemindOfVisits>.Instance);

        Assert.Equal(new RemindOfVisits.Outcome(1, 0), Boreal.Value(await run.RunAsync(default)));
    }

    [Theory, EachDatabase]
    public async Task Notice_OfACompanyWithoutAnAddress_ComesFromTheSenderOfTheSettings(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        await using (var db = boreal.Portal.Open())
        {
            await db.LegalEntities.ExecuteUpdateAsync(set => set.SetProperty(e => e.Email, ""));
        }

        await PlanAsync(boreal, await boreal.TechnicianAsync("Théo"), new TimeOnly(9, 0));
        Assert.Equal(new RemindOfVisits.Outcome(1, 0), Boreal.Value(await boreal.Portal.Get<RemindOfVisits>().RunAsync(default)));

        await using var look = boreal.Portal.Open();
        var message = await look.OutgoingMessages.SingleAsync(m => m.Kind == "visit-notice.reminder");
        Assert.Equal((new MailOptions().From, MessageState.Queued), (message.FromAddress, message.State));
    }

    /// <summary>Something else happens at the second time that somebody looks at the clock.</summary>
    private sealed class Interrupted(TimeProvider clock, Action happens) : TimeProvider
    {
        private int looked;

        public override DateTimeOffset GetUtcNow()
        {
            if (++looked == 2)
            {
                happens();
            }

            return clock.GetUtcNow();
        }
    }
}
