using Portal.Web.Kit.Fields;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Tests.Kit;

/// <summary>Lists of options show what the program holds, whatever was chosen in them meanwhile.</summary>
public sealed class ChoiceTests : KitContext
{
    private static readonly IReadOnlyList<(int? Value, string Text)> Numbers = [(1, "One"), (2, "Two"), (3, "Three")];

    [Fact]
    public void Choice_ThatIsTakenBack_IsNotShownAnyMore()
    {
        int? value = 1;
        var field = Render<SelectField<int?>>(p => p.Add(f => f.Label, "Number").Add(f => f.Options, Numbers).Add(f => f.Empty, "None").Bind(f => f.Value, value, v => value = v));

        field.Find("select").Change("2");
        Assert.Equal((2, "2"), (value, Shown(field)));

        field.Render(p => p.Add(f => f.Value, 1));
        Assert.Equal("1", Shown(field));
        field.Render(p => p.Add(f => f.Value, null));
        Assert.Equal("", Shown(field));
    }

    [Fact]
    public void Choice_ThatIsNotTaken_LeavesWhatWasThere()
    {
        var asked = new List<int?>();
        var field = Render<SelectField<int?>>(p => p.Add(f => f.Label, "Number").Add(f => f.Options, Numbers).Add(f => f.Value, 1).Add(f => f.ValueChanged, asked.Add));

        field.Find("select").Change("3");

        field.Render(p => p.Add(f => f.Value, 1));

        Assert.Equal([3], asked);
        Assert.Equal("1", Shown(field));
    }

    [Fact]
    public void Choice_OfWhatIsNotOffered_ShowsNoOption_AndEachIsOfferedOnce()
    {
        var field = Render<SelectField<int?>>(p => p.Add(f => f.Label, "Number").Add(f => f.Options, [.. Numbers, (1, "One again")]).Add(f => f.Empty, "None").Add(f => f.Value, 9));

        Assert.Equal("9", Shown(field));
        Assert.DoesNotContain(field.FindAll("option"), o => o.HasAttribute("selected"));
        Assert.Equal(["None", "One", "Two", "Three"], field.FindAll("option").Select(o => o.TextContent));
    }

    [Fact]
    public void Options_ThatChange_LeaveTheChosenOneChosen()
    {
        var field = Render<SelectField<int?>>(p => p.Add(f => f.Label, "Number").Add(f => f.Options, Numbers).Add(f => f.Value, 3));

        field.Render(p => p.Add(f => f.Options, [(2, "Two"), (3, "Three")]));

        Assert.Equal("3", Assert.Single(field.FindAll("option"), o => o.HasAttribute("selected")).GetAttribute("value"));
    }

    [Fact]
    public void Filter_FollowsTheAddress_ThereAndBack()
    {
        var set = new List<string?>();
        var filter = Render<FilterControl>(p => p.Add(f => f.Filter, new ChoiceFilter("state", "State", [("a", "A"), ("b", "B")])).Add(f => f.OnSet, set.Add));
        Assert.Equal("", Shown(filter));

        filter.Find("select").Change("b");
        filter.Render(p => p.Add(f => f.Value, "b"));
        Assert.Equal(["b"], set);
        Assert.Equal("b", Shown(filter));

        filter.Render(p => p.Add(f => f.Value, null));
        Assert.Equal("", Shown(filter));
    }

    [Fact]
    public void PageSize_FollowsTheAddress_ThereAndBack()
    {
        var asked = new List<ListQuery>();
        var pager = Render<Pager>(p => p.Add(f => f.Query, new ListQuery { Page = 3 }).Add(f => f.Shown, new ListQuery()).Add(f => f.Total, 500).Add(f => f.OnChange, asked.Add));

        pager.Find("select").Change("100");
        Assert.Equal((100, 1), (Assert.Single(asked).Size, asked[0].Page));
        pager.Render(p => p.Add(f => f.Query, asked[0]));
        Assert.Equal("100", Shown(pager));

        pager.Render(p => p.Add(f => f.Query, new ListQuery()));
        Assert.Equal("50", Shown(pager));
    }

    private static string? Shown<T>(IRenderedComponent<T> drawn)
        where T : Microsoft.AspNetCore.Components.IComponent => drawn.Find("select").GetAttribute("value");
}
