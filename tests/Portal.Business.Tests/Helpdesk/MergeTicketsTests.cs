using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Operations;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class MergeTicketsTests
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory, EachDatabase]
    public async Task MergedTicket_KeepsConversationTimeFilesAndLabels_InTheOther(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var into = await OtherAsync(scene);
        Boreal.Require(await scene.Portal.Get<AddTicketFile>().RunAsync(new(scene.TicketId, "photo.png", new MemoryStream(Png)), default));
        Boreal.Require(await scene.Portal.Get<LabelTicket>().RunAsync(new(scene.TicketId, "Réseau"), default));
        Boreal.Require(await scene.Portal.Get<LabelTicket>().RunAsync(new(scene.TicketId, "Urgent"), default));
        Boreal.Require(await scene.Portal.Get<LabelTicket>().RunAsync(new(into.Id, "reseau"), default));
        Boreal.Value(await scene.LogAsync(90));

        await MergeAsync(scene, scene.TicketId, into);

        var shown = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(into.Id, default));
        Assert.Equal((2, "photo.png", 90), (shown.Messages.Count, Assert.Single(shown.Files).Name, Assert.Single(shown.Time).Minutes!.Value));
        Assert.Equal(["Réseau", "Urgent"], shown.Labels);
        Assert.Equal(scene.TicketId, Assert.Single(shown.MergedHere).Id);
        Assert.Equal((90, 510), await scene.HoursAsync());
        var merged = await scene.TicketAsync();
        Assert.Equal((TicketStatus.Closed, "Fermé"), (merged.Status, await StageAsync(scene, merged)));
        Assert.DoesNotContain(Boreal.Value(await scene.Portal.Get<VerifyBooks>().RunAsync(default)).Differences, d => d.Key.StartsWith("Hours", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task AnswerOfTheClientToAMergedTicket_LandsWhereTheConversationGoesOn_AndOpensIt(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var middle = await OtherAsync(scene);
        await MergeAsync(scene, scene.TicketId, middle);
        var last = await OtherAsync(scene);
        await MergeAsync(scene, middle.Id, last);
        Boreal.Require(await scene.Portal.Get<MoveTicket>().RunAsync(new(last.Id, await VersionAsync(scene, last.Id), TicketStatus.Solved), default));

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        var key = Guid.NewGuid();
        for (var click = 0; click < 2; click++)
        {
            Boreal.Require(await scene.Portal.Get<AnswerOwnTicket>().RunAsync(new(scene.TicketId, key, "Toujours en panne.", []), default));
        }

        var seen = Boreal.Value(await scene.Portal.Get<ShowOwnTicket>().RunAsync(scene.TicketId, default));
        Assert.Equal((last.Id, (await scene.TicketAsync()).Number, true), (seen.Id, seen.AskedFor, seen.MayAnswer));
        Assert.Equal("Toujours en panne.", seen.Messages[^1].Body);
        Assert.Equal(4, seen.Messages.Count);
        scene.As(0);
        Assert.Equal(TicketStatus.Open, Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(last.Id, default)).Status);
    }

    [Theory, EachDatabase]
    public async Task OpenTicket_MergedIntoOneThatIsOver_OpensIt(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var into = await OtherAsync(scene);
        Boreal.Require(await scene.Portal.Get<MoveTicket>().RunAsync(new(into.Id, into.Version, TicketStatus.Closed), default));

        await MergeAsync(scene, scene.TicketId, into);

        Assert.Equal(TicketStatus.Open, Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(into.Id, default)).Status);
    }

    [Theory, EachDatabase]
    public async Task TwoTickets_MergedIntoEachOtherAtOnce_AreNeverBothGone(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var (one, other) = (await scene.TicketAsync(), await OtherAsync(scene));

        var results = await Task.WhenAll(
            Task.Run(() => scene.Portal.Get<MergeTickets>().RunAsync(new(one.Id, one.Version, other.Number), default)),
            Task.Run(() => scene.Portal.Get<MergeTickets>().RunAsync(new(other.Id, other.Version, one.Number), default)));

        Assert.Single(results, r => r.Succeeded);
        await using var db = scene.Portal.Open();
        Assert.Equal(1, await db.Tickets.CountAsync(t => t.MergedIntoId == null));
    }

    private static async Task<Ticket> OtherAsync(TicketScene scene)
    {
        var id = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "Encore l’imprimante", "Elle fume."), default));
        await using var db = scene.Portal.Open();
        return await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == id);
    }

    private static async Task<int> VersionAsync(TicketScene scene, long id)
    {
        await using var db = scene.Portal.Open();
        return await db.Tickets.Where(t => t.Id == id).Select(t => t.Version).SingleAsync();
    }

    private static async Task MergeAsync(TicketScene scene, long id, Ticket into) =>
        Assert.Equal(into.Id, Boreal.Value(await scene.Portal.Get<MergeTickets>().RunAsync(new(id, await VersionAsync(scene, id), $" {into.Number.ToLowerInvariant()} "), default)));

    private static async Task<string> StageAsync(TicketScene scene, Ticket ticket)
    {
        await using var db = scene.Portal.Open();
        return (await db.TicketStages.AsNoTracking().SingleAsync(s => s.Id == ticket.StageId)).Name.French;
    }
}
