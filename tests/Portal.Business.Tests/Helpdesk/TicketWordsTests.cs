using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Business.Tests.Support;
using Portal.Business.Timesheets.UseCases;

namespace Portal.Business.Tests.Helpdesk;

public sealed class TicketWordsTests
{
    [Theory, EachDatabase]
    public async Task Words_InTheTicketOrItsClient_AreAllFound_WhereverEachStands(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var client = scene.Boreal.Client.Name.Split(' ');
        Assert.True(client.Length > 1);
        var other = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Serveur lent", "Depuis lundi."), default));
        async Task<long[]> FoundAsync(string search) =>
            [.. Boreal.Value(await scene.Portal.Get<ListTickets>().RunAsync(new(new PageRequest(), search), default)).Rows.Select(r => r.Id).Order()];

        Assert.Equal([scene.TicketId, other], await FoundAsync($"{client[0]} {client[1]}"));
        Assert.Equal([scene.TicketId, other], await FoundAsync(client[1]));
        Assert.Equal([scene.TicketId], await FoundAsync($"imprimante {client[0]}"));
        Assert.Equal([other], await FoundAsync($"{client[1]} LENT serv"));
        Assert.Equal([scene.TicketId], await FoundAsync("imprimante répond"));
        Assert.Empty(await FoundAsync("imprimante serveur"));
        Assert.Empty(await FoundAsync($"{client[0]} introuvable"));
    }

    [Theory, EachDatabase]
    public async Task Words_InTheJobOrItsClient_FindTimeAndHours_WhereverEachStands(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Value(await scene.LogAsync(30));
        var client = scene.Boreal.Client.Name.Split(' ');
        var job = scene.Pack.Number[..scene.Pack.Number.LastIndexOf('-')];
        async Task<(int Time, int Hours)> FoundAsync(string search) =>
            (Boreal.Value(await scene.Portal.Get<ListTimeEntries>().RunAsync(new(new PageRequest(), search), default)).Total,
             Boreal.Value(await scene.Portal.Get<ListHoursPacks>().RunAsync(new(new PageRequest(), search), default)).Total);

        Assert.Equal((1, 1), await FoundAsync($"{client[0]} {client[1]}"));
        Assert.Equal((1, 1), await FoundAsync(client[1]));
        Assert.Equal((1, 1), await FoundAsync(job));
        Assert.Equal((1, 1), await FoundAsync($"{client[1]} {job}"));
        Assert.Equal((0, 0), await FoundAsync($"{client[0]} introuvable"));
        Assert.Equal((0, 0), await FoundAsync($"{job} introuvable"));
    }
}
