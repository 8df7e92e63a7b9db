using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class AssignTicketsTests
{
    [Theory, EachDatabase]
    public async Task SeveralTickets_AreGivenToOnePerson_AndBack_ButNotThoseMerged(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var second = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Une autre", "Encore."), default));
        var merged = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "La même", "Encore."), default));
        var version = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(merged, default)).Version;
        Boreal.Value(await scene.Portal.Get<MergeTickets>().RunAsync(new(merged, version, (await scene.TicketAsync()).Number), default));

        Assert.Equal(new AssignTickets.Answer(2, 1), Boreal.Value(await AssignAsync(scene, [scene.TicketId, second, merged], scene.Agents[1])));
        Assert.Equal(scene.Agents[1], (await scene.TicketAsync()).AssigneeId);
        Assert.Equal(new AssignTickets.Answer(0, 2), Boreal.Value(await AssignAsync(scene, [scene.TicketId, second], scene.Agents[1])));

        Assert.Equal(new AssignTickets.Answer(1, 0), Boreal.Value(await AssignAsync(scene, [scene.TicketId], null)));
        Assert.Null((await scene.TicketAsync()).AssigneeId);
    }

    [Theory, EachDatabase]
    public async Task Tickets_GivenToNobodyOfTheStaff_OrByAClient_AreRefused(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Assert.Equal(Refusal.NotFound, (await AssignAsync(scene, [scene.TicketId], 4711)).Refusal);

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await AssignAsync(scene, [scene.TicketId], scene.Agents[0])).Refusal);
    }

    private static Task<Result<AssignTickets.Answer>> AssignAsync(TicketScene scene, IReadOnlyList<long> ids, long? userId) =>
        scene.Portal.Get<AssignTickets>().RunAsync(new(ids, userId), default);
}
