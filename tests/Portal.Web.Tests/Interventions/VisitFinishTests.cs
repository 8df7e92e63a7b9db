using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Interventions;
using Portal.Web.Interventions.Visits;
using Portal.Web.Tests.Kit;

namespace Portal.Web.Tests.Interventions;

public sealed class VisitFinishTests : KitContext
{
    [Fact]
    public void WhatIsLeft_SentEmpty_StaysOpenWithTheReasonBesideIt_AndTheReportUnmailed()
    {
        var shown = Show(Refusal.Invalid("Common.Required").On(nameof(Visit.Reason)), new() { ["left-to-do"] = "" });

        Assert.True(shown.Find("details").HasAttribute("open"));
        Assert.Equal("true", shown.Find("#left-to-do").GetAttribute("aria-invalid"));
        Assert.Single(shown.FindAll("details .field-error"));
        Assert.False(shown.Find("[name=mail-report]").HasAttribute("checked"));
        Assert.False(VisitForm.IsForTheForm(Refusal.Invalid("Common.Required").On(nameof(Visit.Reason))));
    }

    [Fact]
    public void WhatIsLeft_TypedWhenAnotherButtonWasPressed_IsStillThere()
    {
        var shown = Show(Result.Done, new() { ["left-to-do"] = "Second coat", ["mail-report"] = "true" });

        Assert.True(shown.Find("details").HasAttribute("open"));
        Assert.Equal("Second coat", shown.Find("#left-to-do").TextContent);
        Assert.True(shown.Find("[name=mail-report]").HasAttribute("checked"));
    }

    [Fact]
    public void Visit_AsItIsOpened_AsksOnlyWhetherItIsDone() => Assert.False(Show(null, null).Find("details").HasAttribute("open"));

    private IRenderedComponent<VisitFinish> Show(Result? result, Dictionary<string, StringValues>? typed)
    {
        var visit = (VisitView)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(VisitView)) with { Status = VisitStatus.InProgress };
        var form = typed is null ? null : new VisitForm(new FormCollection(typed), "unfinished", "unfinished", 0, [], new Dictionary<string, IncomingFile>());
        return Render<VisitFinish>(p => p.Add(f => f.Visit, visit).Add(f => f.Result, result).Add(f => f.Typed, form));
    }
}
