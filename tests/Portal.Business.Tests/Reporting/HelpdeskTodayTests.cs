using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Business.Reporting;
using Portal.Business.Reporting.UseCases;
using Portal.Business.Tests.Helpdesk;
using Portal.Business.Tests.PrepaidHours;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Reporting;

public sealed class HelpdeskTodayTests
{
    private static readonly TodayNeed[] Asked = [TodayNeed.MailToDecide, TodayNeed.TicketsLate, TodayNeed.TicketsMine, TodayNeed.TimeToDecide];

    [Theory, EachDatabase]
    public async Task Today_LateOwnAndUndecided_AreCountedAsTheListsBehindCount(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, HoursOverage.Block, hours: 1);
        Assert.Empty(await NeedsAsync(scene));

        Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "À moi", "Depuis hier.", RequestPriority.Normal, AssigneeId: scene.Agents[0]), default));
        Assert.Equal([(TodayNeed.TicketsMine, 1)], await NeedsAsync(scene));

        Boreal.Value(await scene.Portal.Get<LogTicketTime>().RunAsync(new(scene.TicketId, null), default));
        scene.Portal.Clock.Advance(TimeSpan.FromMinutes(100));
        Boreal.Require(await scene.Portal.Get<StopTimer>().RunAsync(new(), default));
        scene.Portal.Clock.Advance(TimeSpan.FromDays(10));
        var late = await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(), Overdue: true), default);
        Assert.Equal(2, Boreal.Value(late).Total);
        Assert.Equal([(TodayNeed.TicketsLate, 2), (TodayNeed.TicketsMine, 1), (TodayNeed.TimeToDecide, 1)], await NeedsAsync(scene));

        scene.Portal.User = TestUser.With(Permissions.HelpdeskView);
        Assert.Equal([(TodayNeed.TicketsLate, 2)], await NeedsAsync(scene));
        scene.Portal.User = TestUser.With(Permissions.ClientsView);
        Assert.Empty(await NeedsAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task Today_MailThatFoundNoWay_IsCountedForThoseWhoAnswerTickets(DatabaseProvider provider)
    {
        await using var scene = await MailScene.StartAsync(provider);
        await scene.TakeAsync(MailScene.Message("x@elsewhere.example", from: "Quelqu’un <who@elsewhere.example>"));

        var today = Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default));

        Assert.Equal(1, Assert.Single(today.Items, i => i.Need == TodayNeed.MailToDecide).Count);
    }

    [Theory, EachDatabase]
    public async Task Today_PrepaidHoursLeft_AreSummedByClient_ForThoseWhoSeeThem(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider, hours: 2);
        await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(code: "AUTRE"), 1);
        await scene.Boreal.SellAsync(await scene.Boreal.HourProductAsync(policy: HoursPolicy.Delivered, code: "REGIE"), 9);
        Boreal.Value(await scene.LogAsync(150));

        var hours = Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default)).Hours!;

        Assert.Equal((new TodayHoursClient(scene.Boreal.Client.Id, scene.Boreal.Client.Name, 180, 30), 1, 30), (Assert.Single(hours.Clients), hours.Count, hours.Left));
        scene.Portal.User = TestUser.With(Permissions.ClientsView);
        Assert.Null(Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default)).Hours);
    }

    private static async Task<IEnumerable<(TodayNeed, int)>> NeedsAsync(TicketScene scene) =>
        Boreal.Value(await scene.Portal.Get<ShowToday>().RunAsync(new(), default)).Items.Where(i => Asked.Contains(i.Need)).Select(i => (i.Need, i.Count));
}
