using Bunit;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

/// <summary>The labels of a job or a ticket.</summary>
public sealed class LabelEditorTests : KitContext
{
    private readonly List<(string Label, bool Remove)> set = [];
    private Result answer = Result.Done;

    [Fact]
    public void Label_TypedOrTakenOff_IsSetOnce_AndTheFieldIsEmptyAgain()
    {
        var editor = Open(mayEdit: true);

        editor.Find("input").Change("Réseau");
        editor.Find("input").Change("  ");
        editor.Find(".chip button").Click();

        Assert.Equal([("Réseau", false), ("Urgent", true)], set);
        Assert.Equal("", editor.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void LabelsInUse_AreProposedByWhatIsTyped()
    {
        var editor = Open(mayEdit: true);

        editor.Find("input").Input("rés");

        Assert.Equal("rés network", Assert.Single(editor.FindAll("option")).GetAttribute("value"));
    }

    [Fact]
    public void Refusal_IsSaid_AndWhatWasTypedStays()
    {
        answer = Refusal.Forbidden;
        var editor = Open(mayEdit: true);

        editor.Find("input").Change("Réseau");

        Assert.NotEmpty(editor.Find("[role=alert]").TextContent);
        Assert.Equal("Réseau", editor.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Labels_OfSomebodyWhoMayNotEdit_AreShownOnly()
    {
        var editor = Open(mayEdit: false);

        Assert.Equal("Urgent", editor.Find(".chip").TextContent.Trim());
        Assert.Empty(editor.FindAll("input, button"));
    }

    private IRenderedComponent<LabelEditor> Open(bool mayEdit) => Render<LabelEditor>(p => p
        .Add(e => e.Labels, ["Urgent"])
        .Add(e => e.MayEdit, mayEdit)
        .Add(e => e.Find, typed => Task.FromResult<IReadOnlyList<string>>([typed + " network"]))
        .Add(e => e.Set, (label, remove) =>
        {
            set.Add((label, remove));
            return Task.FromResult(answer);
        }));
}
