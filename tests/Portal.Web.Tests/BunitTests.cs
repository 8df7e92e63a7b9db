using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Web.Tests;

/// <summary>That bunit works with what this build gives it: rendering, clicks, and markup compared both ways.</summary>
public sealed class BunitTests : BunitContext
{
    [Fact]
    public void Click_OnAButton_RendersAgain()
    {
        var counter = Render<Counter>();

        counter.Find("button").Click();

        counter.MarkupMatches("<button>1</button>");
    }

    [Fact]
    public void MarkupMatches_OtherMarkup_Fails()
    {
        var counter = Render<Counter>();

        Assert.Throws<HtmlEqualException>(() => counter.MarkupMatches("<button>other</button>"));
    }

    private sealed class Counter : ComponentBase
    {
        private int count;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "onclick", EventCallback.Factory.Create(this, () => count++));
            builder.AddContent(2, count);
            builder.CloseElement();
        }
    }
}
