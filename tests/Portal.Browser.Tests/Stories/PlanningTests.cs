using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Web.Interventions.Planning;

namespace Portal.Browser.Tests.Stories;

/// <summary>A dispatcher drags a request that waits into the calendar with the mouse, and the visit to another technician.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PlanningTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Request_DraggedIntoTheDay_BecomesAVisit()
    {
        var words = new Words("fr-CA");
        await using var session = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await session.SignInAsync("dispatch@atelier-boreal.example");
        await session.GoAsync("/planning?view=day");
        await session.Page.Locator("[data-drag-ready]").WaitForAsync();
        var request = session.Page.Locator(".request[data-drag]").First;
        await request.WaitForAsync();
        var id = await request.GetAttributeAsync("data-id");
        var lanes = session.Page.Locator(".lane-line[data-user]:not([data-user='0'])");
        await lanes.Last.WaitForAsync();
        var visits = lanes.Last.Locator(".visit[data-drag]");
        var before = await NumbersAsync(visits);

        await session.DragAsync(request.Locator("strong"), lanes.Last, 0.2f);
        await Assertions.Expect(session.Page.Locator($".request[data-id='{id}']")).ToHaveCountAsync(0);
        await Assertions.Expect(visits).ToHaveCountAsync(before.Length + 1);
        var number = Assert.Single((await NumbersAsync(visits)).Except(before));
        var visit = lanes.Last.Locator($".visit[data-id='{number}']");
        await session.ShotAsync("planning-day");
        await session.AssertNoSeriousAxeFindings();

        await session.DragAsync(visit.Locator(".visit-what"), lanes.First, 0.5f);
        var moved = lanes.First.Locator($".visit[data-id='{number}']");
        await moved.WaitForAsync();
        await moved.ClickAsync();
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<PlanningPages>("ConfirmVisit")) }).ClickAsync();
        await session.Page.Locator("dialog[open]").Nth(1).GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<PlanningPages>("ConfirmVisit")) }).ClickAsync();
        await Assertions.Expect(moved).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("draft"));
        session.AssertNoComplaints();
    }

    private static Task<string[]> NumbersAsync(ILocator visits) => visits.EvaluateAllAsync<string[]>("visits => visits.map(v => v.dataset.id)");
}
