using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Interventions.UseCases.Settings;
using Portal.Business.Tests.Interventions;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Timesheets;

public sealed class JobTimeTests
{
    [Theory, EachDatabase]
    public async Task JobsTime_IsShownByPerson_WithTheOwnTimer_AndCostsForThoseWhoMaySeeThem(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        var job = scene.Request.JobId;
        foreach (var (person, minutes) in new[] { (scene.LeadId, 30), (scene.HelperId, 90), (scene.LeadId, 15) })
        {
            scene.As(person);
            Boreal.Value(await scene.Portal.Get<SaveTimeEntry>().RunAsync(new(null, 0, job, null, new DateOnly(2026, 3, 2), minutes, "", true), default));
        }

        Boreal.Require(await scene.Portal.Get<StartTimer>().RunAsync(new(job), default));
        var own = Boreal.Value(await scene.Portal.Get<ShowJobTime>().RunAsync(new(job), default));
        scene.AsAdministrator();
        var all = Boreal.Value(await scene.Portal.Get<ShowJobTime>().RunAsync(new(job), default));
        var listed = Boreal.Value(await scene.Portal.Get<ListTimeEntries>().RunAsync(new(new PageRequest(1, 2), JobId: job), default));

        Assert.Equal(scene.Portal.Clock.GetUtcNow().UtcDateTime, own.RunsSince);
        Assert.All(own.People, p => Assert.Null(p.Cost));
        Assert.Null(all.RunsSince);
        Assert.Equal([(scene.HelperId, 90, 60m), (scene.LeadId, 45, 30m)], all.People.Select(p => (p.UserId, p.Minutes, p.Cost!.Value)));
        Assert.Equal((2, 4, new ListTimeEntries.Sum("CAD", 135, 90m)), (listed.Rows.Count, listed.Total, Assert.Single(listed.Sums!)));
        Assert.Equal([scene.VisitId], Boreal.Value(await scene.Portal.Get<ListVisits>().RunAsync(new(new PageRequest(), ListVisits.Choice.All, JobId: job), default)).Rows.Select(v => v.Id));
    }

    [Theory, EachDatabase]
    public async Task Dispatcher_OrganisesTheWork_WithoutManagingTheSettings(DatabaseProvider provider)
    {
        await using var scene = await VisitScene.StartAsync(provider);
        scene.Portal.User = TestUser.InRole(DefaultRoles.Dispatcher);

        Assert.True((await scene.Portal.Get<ShowTaskTypes>().RunAsync(scene.Boreal.Entity.Id, default)).Succeeded);
        Assert.True((await scene.Portal.Get<SaveWorkRules>().RunAsync(new(scene.Boreal.Entity.Id, 0, 15, true, 0, null, true), default)).Succeeded);
        Assert.Empty(Boreal.Value(await scene.Portal.Get<FindNewTechnicians>().RunAsync(new("lise"), default)));
        scene.Portal.User = TestUser.InRole(DefaultRoles.Sales);
        Assert.Equal(RefusalKind.Forbidden, (await scene.Portal.Get<ShowWorkRules>().RunAsync(scene.Boreal.Entity.Id, default)).Refusal!.Kind);
    }
}
