using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Interventions.UseCases.Settings;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions.Planning;

public sealed class PlanningSettingsTests
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    [Theory, EachDatabase]
    public async Task Settings_KeptAndChanged_DecideWhoIsProposed(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var portal = boreal.Portal;
        var (theo, zoe) = (await boreal.TechnicianAsync("Théo"), await boreal.TechnicianAsync("Zoé"));
        var sector = Boreal.Value(await portal.Get<SaveSector>().RunAsync(new(null, 0, boreal.Entity.Id, "Montréal", "h2, H3 H\nh4"), default));
        var other = Boreal.Value(await portal.Get<SaveSector>().RunAsync(new(null, 0, boreal.Entity.Id, "Québec", "G1"), default));
        var team = Boreal.Value(await portal.Get<SaveTeam>().RunAsync(new(null, 0, boreal.Entity.Id, "Pose"), default));
        await ChangeAsync(boreal, "Théo", f => (f.SectorIds, f.TeamId) = ([sector], team));
        await ChangeAsync(boreal, "Zoé", f => f.SectorIds = [other]);
        var request = (await boreal.RequestAsync()).Id;

        async Task<IReadOnlyList<long>> WhoAsync(bool inSector = true, long? inTeam = null) =>
            [.. Boreal.Value(await portal.Get<FindFreeSlots>().RunAsync(new(request, From: Tuesday, To: Tuesday, TeamId: inTeam, InSector: inSector, Wanted: 50), default)).Slots.Select(s => s.UserId).Distinct().Order()];

        Assert.Equal([theo], await WhoAsync());
        Assert.Equal([theo, zoe], (await WhoAsync(inSector: false)).OrderBy(id => id != theo));
        Assert.Equal([theo], await WhoAsync(inSector: false, inTeam: team));
        Boreal.Require(await portal.Get<KeepClosingDay>().RunAsync(new(boreal.Entity.Id, Tuesday, "Fête"), default));
        Assert.Empty(await WhoAsync(inSector: false));
        Boreal.Require(await portal.Get<KeepClosingDay>().RunAsync(new(boreal.Entity.Id, Tuesday, null), default));
        Assert.Equal([theo], await WhoAsync());
        await ChangeAsync(boreal, "Théo", f => f.IsActive = false);
        Assert.Empty(await WhoAsync());
    }

    [Theory, EachDatabase]
    public async Task Settings_WithoutSense_AreRefused(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var portal = boreal.Portal;
        await boreal.TechnicianAsync("Théo");
        Boreal.Value(await portal.Get<SaveTeam>().RunAsync(new(null, 0, boreal.Entity.Id, "Pose"), default));

        Assert.Equal("Interventions.NameTaken", (await portal.Get<SaveTeam>().RunAsync(new(null, 0, boreal.Entity.Id, "Pose"), default)).Refusal!.Code);
        Assert.Equal("Name", (await portal.Get<SaveSkill>().RunAsync(new(null, 0, boreal.Entity.Id, LocalText.Empty), default)).Refusal!.Field);
        Assert.Equal("PostalPrefixes", (await portal.Get<SaveSector>().RunAsync(new(null, 0, boreal.Entity.Id, "X", "G-1"), default)).Refusal!.Field);
        var row = Assert.Single(Boreal.Value(await portal.Get<ListTechnicians>().RunAsync(new("Théo", null, true, new PageRequest()), default)).Rows);
        var shown = Boreal.Value(await portal.Get<ShowTechnician>().RunAsync(row.Id, default));
        shown.Fields.Week.Add(new WorkingWeek.Part(DayOfWeek.Monday, new TimeOnly(11, 0), new TimeOnly(14, 0)));
        Assert.Equal("Week", (await portal.Get<SaveTechnician>().RunAsync(new(row.Id, shown.Version, shown.Fields), default)).Refusal!.Field);
        shown.Fields.Week.Clear();
        shown.Fields.Color = "red";
        Assert.Equal("Color", (await portal.Get<SaveTechnician>().RunAsync(new(row.Id, shown.Version, shown.Fields), default)).Refusal!.Field);
        shown.Fields.Color = "#AABBCC";
        Boreal.Value(await portal.Get<SaveTechnician>().RunAsync(new(row.Id, shown.Version, shown.Fields), default));
        Assert.Equal(Refusal.Stale, (await portal.Get<SaveTechnician>().RunAsync(new(row.Id, shown.Version, shown.Fields), default)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Absence_ByTheTechnician_IsTheirOwnOnly(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var portal = boreal.Portal;
        var (theo, zoe) = (await boreal.TechnicianAsync("Théo"), await boreal.TechnicianAsync("Zoé"));
        portal.User = TestUser.InRole(DefaultRoles.Technician) with { UserId = theo };

        Assert.Equal(Refusal.Forbidden, (await portal.Get<AddAbsence>().RunAsync(new(zoe, Tuesday, null, null, null, ""), default)).Refusal);
        Assert.Equal("To", (await portal.Get<AddAbsence>().RunAsync(new(theo, Tuesday, new TimeOnly(9, 0), null, new TimeOnly(8, 0), ""), default)).Refusal!.Field);
        var own = Boreal.Value(await portal.Get<AddAbsence>().RunAsync(new(theo, Tuesday, null, null, null, "Congé"), default));
        var row = Assert.Single(Boreal.Value(await portal.Get<ListAbsences>().RunAsync(new(), default)));
        Assert.Equal((boreal.Entity.ToUtc(Tuesday, TimeOnly.MinValue), TimeSpan.FromDays(1)), (row.From, row.To - row.From));
        portal.User = TestUser.InRole(DefaultRoles.Technician) with { UserId = zoe };
        Assert.Empty(Boreal.Value(await portal.Get<ListAbsences>().RunAsync(new(theo), default)));
        Assert.Equal(Refusal.NotFound, (await portal.Get<RemoveAbsence>().RunAsync(own, default)).Refusal);
        portal.User = TestUser.InRole(DefaultRoles.Technician) with { UserId = theo };
        Boreal.Require(await portal.Get<RemoveAbsence>().RunAsync(own, default));
    }

    [Theory, EachDatabase]
    public async Task VisitList_BySpan_FollowsTheDaysOfTheCompany(DatabaseProvider provider)
    {
        await using var boreal = await Boreal.QuebecAsync(provider);
        var theo = await boreal.TechnicianAsync("Théo");
        var (startsAt, endsAt) = VisitTimes.Of(boreal.Entity, Tuesday, new TimeOnly(23, 0), 30);
        Boreal.Value(await boreal.Portal.Get<PlanVisit>().RunAsync(new((await boreal.RequestAsync()).Id, theo, startsAt, endsAt, Confirm: false), default));

        async Task<int> CountAsync(ListVisits.Choice choice, string? search = null, DateOnly? from = null, DateOnly? to = null) =>
            Boreal.Value(await boreal.Portal.Get<ListVisits>().RunAsync(new(new PageRequest(), choice, search, From: from, To: to), default)).Total;

        Assert.Equal(1, await CountAsync(ListVisits.Choice.Ahead));
        Assert.Equal(0, await CountAsync(ListVisits.Choice.Today));
        Assert.Equal(1, await CountAsync(ListVisits.Choice.Unconfirmed));
        Assert.Equal(0, await CountAsync(ListVisits.Choice.Mine));
        Assert.Equal(1, await CountAsync(ListVisits.Choice.All, "panne", Tuesday, Tuesday));
        Assert.Equal(0, await CountAsync(ListVisits.Choice.All, from: Tuesday.AddDays(1)));
    }

    private static async Task ChangeAsync(Boreal boreal, string name, Action<TechnicianFields> change)
    {
        var row = Assert.Single(Boreal.Value(await boreal.Portal.Get<ListTechnicians>().RunAsync(new(name, null, null, new PageRequest()), default)).Rows);
        var shown = Boreal.Value(await boreal.Portal.Get<ShowTechnician>().RunAsync(row.Id, default));
        change(shown.Fields);
        Boreal.Value(await boreal.Portal.Get<SaveTechnician>().RunAsync(new(row.Id, shown.Version, shown.Fields), default));
    }
}
