using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Interventions;
using Portal.Web.Interventions;

namespace Portal.Browser.Tests.Stories;

[Collection(BrowserCollection.Name)]
public sealed class FinishRequestTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Request_WhoseVisitSomebodyMovedMeanwhile_IsFinishedFromTheSameDialog_WithTheReasonTypedOnce()
    {
        var words = new Words("en");
        var (visit, _) = await PlannedVisits.AddAsync(fixture.Portal);
        long request;
        await using (var db = fixture.Portal.OpenDatabase())
        {
            request = await db.Visits.Where(v => v.Id == visit).Select(v => v.RequestId).SingleAsync();
        }

        await using var session = await fixture.OpenAsync(Screen.Desktop with { Language = "en" });
        var page = session.Page;
        await session.SignInAsync("admin@atelier-boreal.example");
        await session.GoAsync($"/requests/{request}");
        await page.Locator(".page-header details[data-menu] > summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = words.Of<InterventionsPages>("FinishRequest"), Exact = true }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await dialog.Locator("[name=Reason]").FillAsync("Solved by phone");
        await using (var db = fixture.Portal.OpenDatabase())
        {
            await db.Visits.Where(v => v.Id == visit).ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version + 1).SetProperty(v => v.StartsAt, v => v.StartsAt.AddDays(1)).SetProperty(v => v.EndsAt, v => v.EndsAt.AddDays(1)));
        }

        var finish = dialog.GetByRole(AriaRole.Button, new() { Name = words.Of<InterventionsPages>("FinishAndCallOff", 1), Exact = true });
        var seen = await dialog.Locator("li").InnerTextAsync();
        await finish.DblClickAsync();
        await dialog.GetByText(words.Of<InterventionsText>("VisitsChanged"), new() { Exact = true }).WaitForAsync();
        await Assertions.Expect(dialog.Locator("[name=Reason]")).ToHaveValueAsync("Solved by phone");
        await Assertions.Expect(dialog.Locator("li")).Not.ToHaveTextAsync(seen);
        await page.WaitForTimeoutAsync(1000);
        await finish.ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        await using var after = fixture.Portal.OpenDatabase();
        var done = await after.ServiceRequests.SingleAsync(r => r.Id == request);
        Assert.Equal((RequestStatus.Done, "Solved by phone"), (done.Status, done.FinishedBecause));
        Assert.Equal(VisitStatus.Cancelled, await after.Visits.Where(v => v.Id == visit).Select(v => v.Status).SingleAsync());
        session.AssertNoComplaints();
    }
}
