using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Tests.Support;

namespace Portal.Business.Tests.Interventions;

/// <summary>Two of a crew with the questionnaire of one visit open.</summary>
public sealed class VisitCrewTests
{
    [Theory, EachDatabase]
    public async Task Answer_ThatAnotherGaveMeanwhile_IsNotWipedByAPageThatShowedNone(DatabaseProvider provider)
    {
        await using var scene = await AskingAsync(provider);
        Boreal.Require(await AnswerAsync(scene, ("p", "1,5", "")));

        scene.As(scene.HelperId);
        Boreal.Require(await AnswerAsync(scene, ("p", "", ""), ("t", "Bruit au démarrage", "")));

        Assert.Equal([("p", "1.5"), ("t", "Bruit au démarrage")], await KeptAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task Answer_OtherThanTheOneGivenMeanwhile_IsRefusedAtItsQuestion_AndReplacesItOnceSeen(DatabaseProvider provider)
    {
        await using var scene = await AskingAsync(provider);
        Boreal.Require(await AnswerAsync(scene, ("p", "1,5", "")));

        var lost = await AnswerAsync(scene, ("p", "2", ""), ("t", "Calme", ""));

        Assert.Equal(("Interventions.AnswerChanged", "q-p"), (lost.Refusal!.Code, lost.Refusal.Field));
        Assert.Contains(lost.Refusal.Args, a => a is "Pressure" or "Pression");
        Assert.Equal([("p", "1.5"), ("t", "Calme")], await KeptAsync(scene));
        Boreal.Require(await AnswerAsync(scene, ("p", "2", "1.5"), ("t", "Calme", "Calme")));
        Assert.Equal([("p", "2"), ("t", "Calme")], await KeptAsync(scene));
    }

    [Theory, EachDatabase]
    public async Task Answer_ThatIsEmptiedByWhoSawIt_IsEmpty_AndOfTheSameFormIsDoneTwice(DatabaseProvider provider)
    {
        await using var scene = await AskingAsync(provider);
        Boreal.Require(await AnswerAsync(scene, ("t", "Calme", "")));
        Boreal.Require(await AnswerAsync(scene, ("t", "Calme", "")));
        Boreal.Require(await AnswerAsync(scene, ("t", "", "Calme")));

        Assert.Equal([("t", "")], await KeptAsync(scene));
        Assert.Equal("Interventions.AnswerEmptied", (await AnswerAsync(scene, ("t", "Bruit", "Calme"))).Refusal!.Code);
    }

    [Theory, EachDatabase]
    public async Task Answers_OfTwoAtOnce_AreBothKept_AndOfOneQuestionOneIsTold(DatabaseProvider provider)
    {
        await using var scene = await AskingAsync(provider);

        var results = await Task.WhenAll(
            Task.Run(() => AnswerAsync(scene, ("p", "1", ""), ("t", "Calme", ""))),
            Task.Run(() => AnswerAsync(scene, ("p", "2", ""), ("t", "Calme", ""))));

        Assert.Equal("Interventions.AnswerChanged", Assert.Single(results, r => !r.Succeeded).Refusal!.Code);
        var kept = await KeptAsync(scene);
        Assert.Equal(("t", "Calme"), kept[1]);
        Assert.Contains(kept[0].Item2, new[] { "1", "2" });
    }

    [Theory, EachDatabase]
    public async Task AnswersOnTheRequest_ShownOnAVisit_StayThoseOfTheRequest(DatabaseProvider provider)
    {
        await using var scene = await AskingAsync(provider);
        scene.AsAdministrator();
        Boreal.Require(await scene.Portal.Get<AnswerQuestions>().RunAsync(new(scene.Request.Id, 0, new Dictionary<string, TypedAnswer> { ["t"] = new("Calme", "") }), default));
        scene.As(scene.LeadId);

        Boreal.Require(await AnswerAsync(scene, ("t", "Calme", "Calme")));
        Assert.Empty(await KeptAsync(scene));

        Boreal.Require(await AnswerAsync(scene, ("t", "", "Calme")));
        Assert.Equal([("t", "")], await KeptAsync(scene));
    }

    private static async Task<VisitScene> AskingAsync(DatabaseProvider provider)
    {
        var scene = await VisitScene.StartAsync(provider);
        scene.AsAdministrator();
        var typeId = Boreal.Value(await scene.Portal.Get<SaveTaskType>().RunAsync(
            new(null, scene.Boreal.Entity.Id, 0, new LocalText("Entretien", "Service"), 60, null,
                [new Question("p", QuestionKind.Number, new LocalText("Pression", "Pressure"), true, [], "bar"), new Question("t", QuestionKind.Text, LocalText.Same("Remarques"), false, [])]), default));
        await using var db = scene.Portal.Open();
        var request = await db.ServiceRequests.SingleAsync(r => r.Id == scene.Request.Id);
        Boreal.Require(request.Edit(RequestScene.Head() with { TaskTypeId = typeId }));
        await db.SaveChangesAsync();
        scene.As(scene.LeadId);
        Boreal.Require(await scene.StartAsync());
        return scene;
    }

    private static Task<Result> AnswerAsync(VisitScene scene, params (string Key, string Value, string Seen)[] answers) => scene.Portal.Get<AnswerQuestions>().RunAsync(
        new(scene.Request.Id, scene.VisitId, answers.ToDictionary(a => a.Key, a => new TypedAnswer(a.Value, a.Seen))), default);

    private static async Task<List<(string, string)>> KeptAsync(VisitScene scene)
    {
        await using var db = scene.Portal.Open();
        return [.. (await db.Answers.Where(a => a.VisitId == scene.VisitId).OrderBy(a => a.Key).ToListAsync()).Select(a => (a.Key, a.Value))];
    }
}
