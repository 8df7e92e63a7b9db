using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Helpdesk;

public sealed class UnsavedAnswerTests
{
    [Theory, EachDatabase]
    public async Task Keep_TheLastWritingOfEachPerson_IsFoundUntilItIsSent(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Require(await KeepAsync(scene, "Bonj"));
        Boreal.Require(await KeepAsync(scene, "Bonjour, nous", isNote: true));
        scene.As(1);
        Assert.Null(Boreal.Value(await ShowAsync(scene)));
        Boreal.Require(await KeepAsync(scene, "D’un autre"));
        scene.As(0);

        Assert.Equal(new ShowUnsavedAnswer.Unsaved("Bonjour, nous", true, scene.Portal.Clock.GetUtcNow().UtcDateTime), Boreal.Value(await ShowAsync(scene)));
        Boreal.Require(await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Bonjour, nous regardons.", false), default));

        Assert.Null(Boreal.Value(await ShowAsync(scene)));
        scene.As(1);
        Assert.Equal("D’un autre", Boreal.Value(await ShowAsync(scene))!.Body);
        Boreal.Require(await KeepAsync(scene, " "));
        Assert.Null(Boreal.Value(await ShowAsync(scene)));
    }

    [Theory, EachDatabase]
    public async Task Answer_SentTwiceAtOnce_IsWrittenOnce_AndNothingIsLeft(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Require(await KeepAsync(scene, "Bonjour"));
        var answer = new AnswerTicket.Input(scene.TicketId, Guid.NewGuid(), "Bonjour", false);

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.Portal.Get<AnswerTicket>().RunAsync(answer, default)));

        Assert.All(sent, s => Assert.True(s.Succeeded, s.Refusal?.Code));
        Assert.Single(Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(scene.TicketId, default)).Messages, m => m.Body == "Bonjour");
        Assert.Null(Boreal.Value(await ShowAsync(scene)));
    }

    [Theory, EachDatabase]
    public async Task Answer_ThatIsRefused_LeavesWhatWasWritten(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Boreal.Require(await KeepAsync(scene, "Bonjour"));

        Assert.False((await scene.Portal.Get<AnswerTicket>().RunAsync(new(scene.TicketId, Guid.NewGuid(), "Bonjour", false, ThenStage: 4711), default)).Succeeded);

        Assert.Equal("Bonjour", Boreal.Value(await ShowAsync(scene))!.Body);
    }

    [Theory, EachDatabase]
    public async Task Merge_TakesWhatWasWrittenOver_AndWhatIsStillWrittenGoesThere(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        var into = Boreal.Value(await scene.Portal.Get<CreateTicket>().RunAsync(new(Guid.NewGuid(), scene.Boreal.Client.Id, "La même", "Encore."), default));
        Boreal.Require(await KeepAsync(scene, "Bonjour"));
        var number = Boreal.Value(await scene.Portal.Get<ShowTicket>().RunAsync(into, default)).Number;
        Boreal.Value(await scene.Portal.Get<MergeTickets>().RunAsync(new(scene.TicketId, (await scene.TicketAsync()).Version, number), default));

        Assert.Equal("Bonjour", Boreal.Value(await scene.Portal.Get<ShowUnsavedAnswer>().RunAsync(into, default))!.Body);
        Boreal.Require(await KeepAsync(scene, "Bonjour, nous"));
        Assert.Equal("Bonjour, nous", Boreal.Value(await scene.Portal.Get<ShowUnsavedAnswer>().RunAsync(into, default))!.Body);
        Assert.Null(Boreal.Value(await ShowAsync(scene)));
    }

    [Theory, EachDatabase]
    public async Task Keep_ByAClientUser_OfNoTicket_OrTooLong_IsRefused(DatabaseProvider provider)
    {
        await using var scene = await TicketScene.StartAsync(provider);
        Assert.Equal(Refusal.NotFound, (await scene.Portal.Get<KeepUnsavedAnswer>().RunAsync(new(4711, "Bonjour", false), default)).Refusal);
        Assert.Equal("Common.TooLong", (await KeepAsync(scene, new string('x', Lengths.LongText + 1))).Refusal!.Code);

        scene.Portal.User = TestUser.OfClients(scene.Boreal.Client.Id);
        Assert.Equal(Refusal.Forbidden, (await KeepAsync(scene, "Bonjour")).Refusal);
        Assert.Equal(Refusal.Forbidden, (await ShowAsync(scene)).Refusal);
    }

    private static Task<Result> KeepAsync(TicketScene scene, string? body, bool isNote = false) =>
        scene.Portal.Get<KeepUnsavedAnswer>().RunAsync(new(scene.TicketId, body, isNote), default);

    private static Task<Result<ShowUnsavedAnswer.Unsaved?>> ShowAsync(TicketScene scene) => scene.Portal.Get<ShowUnsavedAnswer>().RunAsync(scene.TicketId, default);
}
