using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Tests.Kit;

public sealed class ActionButtonTests : KitContext
{
    [Fact]
    public void Action_PressedTwice_RunsOnce()
    {
        var runs = 0;
        var end = new TaskCompletionSource<Result>();
        var button = Render<ActionButton>(p => p.Add(b => b.Action, () =>
        {
            runs++;
            return end.Task;
        }));

        button.Find("button").Click();
        button.Find("button").Click();

        Assert.Equal(1, runs);
        Assert.Equal("true", button.Find("button").GetAttribute("aria-busy"));
        end.SetResult(Result.Done);
        button.WaitForAssertion(() => Assert.Null(button.Find("button").GetAttribute("aria-busy")));
    }

    /// <summary>The second press of a double click waits for its turn and comes when the first is over.</summary>
    [Fact]
    public void Action_PressedAgainAtOnceAfterItSucceeded_RunsOnce()
    {
        var runs = 0;
        var button = Render<ActionButton>(p => p.Add(b => b.Action, () =>
        {
            runs++;
            return Task.FromResult(Result.Done);
        }));

        button.Find("button").Click();
        button.Find("button").Click();

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Form_SentAgainAtOnceAfterItSucceeded_IsSentOnce()
    {
        var runs = 0;
        var form = Render<Portal.Web.Kit.Fields.PortalForm>(p => p.Add(f => f.Verb, "Create").Add(f => f.OnSubmit, () =>
        {
            runs++;
            return Task.FromResult(Result.Done);
        }));

        form.Find("form").Submit();
        form.Find("form").Submit();

        Assert.Equal(1, runs);
    }

    [Fact]
    public void Form_RefusedAsSomebodyWasFaster_IsNotSentAgainByTheSameDoubleClick()
    {
        var runs = 0;
        var form = Render<Portal.Web.Kit.Fields.PortalForm>(p => p.Add(f => f.Verb, "Finish").Add(f => f.OnSubmit, () =>
        {
            runs++;
            return Task.FromResult<Result>(Refusal.Stale);
        }));

        form.Find("form").Submit();
        form.Find("form").Submit();

        Assert.Equal(1, runs);
        Assert.Single(form.FindAll(".alert"));
    }

    [Fact]
    public void Action_Refused_SaysSoBesideTheButton_AndNotAfterwards()
    {
        var answers = new Queue<Result>([Refusal.NotFound, Result.Done]);
        var button = Render<ActionButton>(p => p.Add(b => b.Action, () => Task.FromResult(answers.Dequeue())));

        button.Find("button").Click();
        Assert.Contains("does not exist", button.Find(".alert").TextContent, StringComparison.Ordinal);

        button.Find("button").Click();
        Assert.Empty(button.FindAll(".alert"));
    }

    [Fact]
    public void Action_WithAReasonAgainstIt_StaysInSightAndDoesNothing()
    {
        var button = Render<ActionButton>(p => p
            .Add(b => b.Action, () => throw new InvalidOperationException())
            .Add(b => b.DisabledReason, "Not issued yet"));

        button.Find("button").Click();

        Assert.Equal("true", button.Find("button").GetAttribute("aria-disabled"));
        Assert.Equal("Not issued yet", button.Find("#" + button.Find("button").GetAttribute("aria-describedby")).TextContent);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Action_ThatAsks_RunsOnlyAfterAYes(bool yes, int expected)
    {
        var runs = 0;
        var dialogs = Services.GetRequiredService<Dialogs>();
        var button = Render<ActionButton>(p => p
            .Add(b => b.Confirm, new Question("Delete?", "For good.", "Delete", Danger: true))
            .Add(b => b.Action, () =>
            {
                runs++;
                return Task.FromResult(Result.Done);
            }));

        button.Find("button").Click();
        Assert.Equal("Delete?", dialogs.Asked?.Title);
        Assert.Equal(0, runs);
        dialogs.Answer(yes);

        button.WaitForAssertion(() => Assert.Equal(expected, runs));
    }

    [Fact]
    public void Action_ThatSucceeds_SaysSoInPassing_AndTellsThePage()
    {
        var told = false;
        var button = Render<ActionButton>(p => p
            .Add(b => b.Action, () => Task.FromResult(Result.Done))
            .Add(b => b.Done, "Sent")
            .Add(b => b.OnDone, () => told = true));

        button.Find("button").Click();

        Assert.True(told);
        Assert.Equal("Sent", Assert.Single(Services.GetRequiredService<Toasts>().Shown).Text);
    }
}
