using System.Globalization;
using Portal.Business.Common;
using Portal.Web.Kit.Fields;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Tests.Kit;

public sealed class FieldTests : KitContext
{
    [Theory]
    [InlineData("en", "1,234.50", "1,234.50")]
    [InlineData("en", "1 234,50", "1,234.50")]
    [InlineData("fr-CA", "1 234,50", "1\u00a0234,50")]
    [InlineData("fr-CA", "1,234.50", "1\u00a0234,50")]
    [InlineData("fr-FR", "1234,5", "1\u202f234,50")]
    public void Decimal_WrittenEitherWay_IsReadAndShownInTheLanguage(string language, string typed, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        decimal? value = null;
        var field = Render<DecimalField>(p => p.Add(f => f.Label, "Price").Bind(f => f.Value, value, v => value = v));

        field.Find("input").Change(typed);

        Assert.Equal(1234.50m, value);
        Assert.Equal(shown, field.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Decimal_ThatIsNone_KeepsWhatWasTyped_AndSaysWhatToDo()
    {
        decimal? value = 5;
        var field = Render<DecimalField>(p => p.Add(f => f.Label, "Price").Bind(f => f.Value, value, v => value = v));

        field.Find("input").Change("twelve");

        Assert.Equal(5, value);
        Assert.Equal("twelve", field.Find("input").GetAttribute("value"));
        Assert.Contains("1,234.50", field.Find(".field-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Count_ThatIsNotWhole_IsSaid_AndNeverCutOff()
    {
        decimal? value = 2;
        var field = Render<DecimalField>(p => p.Add(f => f.Label, "Visits").Add(f => f.Kind, ColumnKind.Count).Bind(f => f.Value, value, v => value = v));

        field.Find("input").Change("2.5");

        Assert.Equal(2, value);
        Assert.Equal("2.5", field.Find("input").GetAttribute("value"));
        Assert.Contains("whole number", field.Find(".field-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasRefusedOfAValue_IsNoLongerSaidOfAnother()
    {
        decimal? value = 400;
        var form = Render<PortalForm>(p => p.Add(f => f.Verb, "Credit").Add(f => f.OnSubmit, () =>
            Task.FromResult<Result>(value > 100 ? Refusal.Invalid("Common.Required").On("Amount") : Result.Done))
            .AddChildContent<DecimalField>(f => f.Add(d => d.Label, "Amount").Add(d => d.Name, "Amount").Bind(d => d.Value, value, v => value = v)));

        await form.Find("form").SubmitAsync();
        Assert.Single(form.FindAll(".field-error"));
        await form.Find("input").ChangeAsync(new() { Value = "50" });
        Assert.Empty(form.FindAll(".field-error"));

        await form.Find("input").ChangeAsync(new() { Value = "500" });
        await form.Find("form").SubmitAsync();
        Assert.Single(form.FindAll(".field-error"));
    }

    [Fact]
    public async Task WhatIsRefusedAtAField_IsBroughtIntoView_AndOnlyThen()
    {
        decimal? value = null;
        var form = Render<PortalForm>(p => p.Add(f => f.Verb, "Credit").Add(f => f.OnSubmit, () =>
            Task.FromResult<Result>(value is null ? Refusal.Invalid("Common.Required").On("Amount") : Result.Done))
            .AddChildContent<DecimalField>(f => f.Add(d => d.Label, "Amount").Add(d => d.Name, "Amount").Bind(d => d.Value, value, v => value = v)));
        int Shown() => JSInterop.Invocations.Count(i => i.Identifier == "showWrong");

        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => Assert.Equal(1, Shown()));

        await form.Find("input").ChangeAsync(new() { Value = "50" });
        await form.Find("form").SubmitAsync();
        Assert.Equal(1, Shown());
    }

    [Fact]
    public void PrintedText_WithLettersThatDocumentsLack_SaysWhichBelow()
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.Printed, true).Add(f => f.Value, "Enseigne 李小龍 🚀"));

        Assert.Equal(["Documents leave this out: 🚀", "Documents can’t print this: 李小龍. Please write it otherwise."], field.FindAll(".field-hint.warning div").Select(d => d.TextContent));
        Assert.Empty(Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.Value, "李")).FindAll(".warning"));
    }

    [Fact]
    public async Task Form_WithANumberThatCantBeRead_IsNotSent_UntilItIsCorrected()
    {
        var sent = new List<decimal?>();
        decimal? value = 5;
        var form = Render<PortalForm>(p => p.Add(f => f.Verb, "Record").Add(f => f.OnSubmit, () =>
        {
            sent.Add(value);
            return Task.FromResult(Result.Done);
        }).AddChildContent<DecimalField>(f => f.Add(d => d.Label, "Amount").Bind(d => d.Value, value, v => value = v)));

        await form.Find("input").ChangeAsync(new() { Value = "1O0" });
        await form.Find("form").SubmitAsync();
        Assert.Empty(sent);
        Assert.Contains("can’t be read", form.Find(".form > .alert, .form .alert").TextContent, StringComparison.Ordinal);

        await form.Find("input").ChangeAsync(new() { Value = "100" });
        await form.Find("form").SubmitAsync();
        Assert.Equal([100m], sent);
    }

    [Fact]
    public async Task Answer_OfAForm_DrawsTheFieldsItIsAbout_AndAgainWhenItIsGone()
    {
        var form = new FormState(null);
        IRenderedComponent<TextField> Field(string name) => Render<TextField>(p => p.AddCascadingValue(form).Add(f => f.Label, name).Add(f => f.Name, name));
        var (about, other) = (Field("Title"), Field("Phone"));
        var drawn = other.RenderCount;

        await about.InvokeAsync(() => form.Result = Refusal.Invalid("Common.TooLong", "Title", 5).On("Title"));
        Assert.Single(about.FindAll(".field-error"));

        await about.InvokeAsync(() => form.Result = Result.Done);
        Assert.Empty(about.FindAll(".field-error"));
        Assert.Equal(drawn, other.RenderCount);
    }

    [Fact]
    public void Field_ThatSavesItself_CanBeUndone()
    {
        var saved = new List<string?>();
        var field = Render<TextField>(p => p.Add(f => f.Label, "Phone").Add(f => f.Value, "old").Add(f => f.Save, v =>
        {
            saved.Add(v);
            return Task.FromResult(Result.Done);
        }));

        field.Find("input").Change("new");
        field.Find(".field-saved button").Click();

        Assert.Equal(["new", "old"], saved);
        Assert.Equal("old", field.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Field_WhoseSavingIsRefused_SaysSo_AndOffersNoUndo()
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Phone").Add(f => f.Save, _ => Task.FromResult((Result)Refusal.Stale)));

        field.Find("input").Change("new");

        Assert.Contains("Somebody changed this", field.Find(".field-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(field.FindAll(".field-saved button"));
    }

    [Fact]
    public void Label_OfEveryField_BelongsToItsInput()
    {
        var field = Render<DateField>(p => p.Add(f => f.Label, "Due").Add(f => f.Name, "Due").Add(f => f.Value, new DateOnly(2026, 3, 31)));

        Assert.Equal(field.Find("label").GetAttribute("for"), field.Find("input").Id);
        Assert.Equal("2026-03-31", field.Find("input").GetAttribute("value"));
    }
}
