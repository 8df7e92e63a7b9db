using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions.Planning;

/// <summary>A technician's visits as calendar programs read them.</summary>
public sealed class CalendarFeedTests
{
    [Theory, EachDatabase]
    public async Task Feed_OfALockedPerson_IsClosed_AndWrongPasswordsCloseNothing(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var theo = await boreal.TechnicianAsync("Théo");
        boreal.Portal.User = TestUser.InRole(DefaultRoles.Technician) with { UserId = theo };
        var address = Boreal.Value(await boreal.Portal.Get<RenewCalendarFeed>().RunAsync(default));
        var secret = address[(address.LastIndexOf('/') + 1)..].Replace(".ics", "", StringComparison.Ordinal);
        await using var db = boreal.Portal.Open();
        var person = await db.Users.SingleAsync(u => u.Id == theo);
        person.LockoutEnd = DateTimeOffset.MaxValue;
        await db.SaveChangesAsync();
        Assert.Empty(await ReadAsync(boreal, secret));

        person.Lock(boreal.Portal.Clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();

        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ReadCalendarFeed>().RunAsync(secret, default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Feed_ByItsSecret_HoldsOwnVisits_UntilItIsTakenBack(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var (theo, zoe) = (await boreal.TechnicianAsync("Théo"), await boreal.TechnicianAsync("Zoé"));
        var id = await PlanningTests.PlanAsync(boreal, theo, new TimeOnly(9, 0));
        await PlanningTests.PlanAsync(boreal, zoe, new TimeOnly(9, 0));
        boreal.Portal.User = TestUser.InRole(DefaultRoles.Technician) with { UserId = theo };
        var address = Boreal.Value(await boreal.Portal.Get<RenewCalendarFeed>().RunAsync(default));
        var secret = address[(address.LastIndexOf('/') + 1)..].Replace(".ics", "", StringComparison.Ordinal);

        var seen = Assert.Single(await ReadAsync(boreal, secret));
        Assert.Equal("CONFIRMED", seen["STATUS"]);
        boreal.Portal.User = TestUser.Administrator;
        await using (var db = boreal.Portal.Open())
        {
            Boreal.Require(await boreal.Portal.Get<CallOffVisit>().RunAsync(new(id, (await db.Visits.SingleAsync(v => v.Id == id)).Version, "Malade"), default));
        }

        var cancelled = Assert.Single(await ReadAsync(boreal, secret));
        Assert.Equal(("CANCELLED", seen["UID"]), (cancelled["STATUS"], cancelled["UID"]));
        Assert.True(int.Parse(cancelled["SEQUENCE"], null) > int.Parse(seen["SEQUENCE"], null));
        boreal.Portal.User = TestUser.InRole(DefaultRoles.Technician) with { UserId = theo };
        Boreal.Value(await boreal.Portal.Get<RenewCalendarFeed>().RunAsync(default));
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ReadCalendarFeed>().RunAsync(secret, default)).Refusal);
        Boreal.Require(await boreal.Portal.Get<RevokeCalendarFeed>().RunAsync(default));
        Assert.Equal(Refusal.NotFound, (await boreal.Portal.Get<ReadCalendarFeed>().RunAsync("", default)).Refusal);
    }

    private static async Task<IReadOnlyList<CalendarReader.Event>> ReadAsync(Boreal boreal, string secret) =>
        CalendarReader.Read(Boreal.Value(await boreal.Portal.Get<ReadCalendarFeed>().RunAsync(secret, default)).Bytes).Events;
}
