using Bunit;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Web.Interventions.Visits;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Interventions;

public sealed class QuestionFieldsTests : KitContext
{
    private static readonly AskedQuestion[] Questions =
    [
        new(new Question("counter", QuestionKind.Number, new LocalText("Compteur", "Counter"), false, []), "12", null, false),
        new(new Question("clean", QuestionKind.YesNo, new LocalText("Propre", "Clean"), true, []), "", null, false),
    ];

    [Fact]
    public void Answers_ThatWereRefused_StandInTheirFieldsWithTheReason()
    {
        Result refused = Refusal.Invalid("Common.Required").On("q-counter");

        var shown = Render<QuestionFields>(p => p.Add(f => f.Questions, Questions).Add(f => f.Result, refused)
            .Add(f => f.Typed, new Dictionary<string, TypedAnswer> { ["counter"] = new("abc", "12"), ["clean"] = new("yes", "") }));

        Assert.Equal(("abc", "true"), (shown.Find("#q-counter").GetAttribute("value"), shown.Find("#q-counter").GetAttribute("aria-invalid")));
        Assert.True(shown.Find("#q-clean option[value=yes]").HasAttribute("selected"));
        Assert.Single(shown.FindAll(".field-error"));
    }

    [Fact]
    public void Answers_ThatCameBackAsTheyWereShown_StandAsTheyAreKeptNow()
    {
        var shown = Render<QuestionFields>(p => p.Add(f => f.Questions, Questions)
            .Add(f => f.Typed, new Dictionary<string, TypedAnswer> { ["counter"] = new("", ""), ["clean"] = new("yes", "") }));

        Assert.Equal("12", shown.Find("#q-counter").GetAttribute("value"));
        Assert.Equal("12", shown.Find("[name=qs-counter]").GetAttribute("value"));
        Assert.True(shown.Find("#q-clean option[value=yes]").HasAttribute("selected"));
    }

    [Fact]
    public void Answers_ThatAreKept_StandInTheirFields() =>
        Assert.Equal("12", Render<QuestionFields>(p => p.Add(f => f.Questions, Questions)).Find("#q-counter").GetAttribute("value"));
}
