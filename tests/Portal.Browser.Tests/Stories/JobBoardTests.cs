using System.Globalization;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.JobFolders;
using Portal.Web.JobFolders;

namespace Portal.Browser.Tests.Stories;

/// <summary>A job goes over the board: by mouse, by the menu of its card, and with Alt and an arrow.</summary>
[Collection(BrowserCollection.Name)]
public sealed class JobBoardTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Card_DraggedByMouse_MovedByMenuAndByKey_StaysWhereItWasPut()
    {
        var words = new Words("fr-CA");
        await using var session = await fixture.OpenAsync(Screen.Desktop with { Language = "fr-CA" });
        await session.SignInAsync("manager@atelier-boreal.example");
        var page = session.Page;
        await session.GoAsync("/jobs/new");
        await page.GetByLabel(words.Of<JobFoldersPages>("Client")).First.FillAsync("a");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await page.Locator("#f-Name").FillAsync("Over the board");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<JobFoldersPages>("CreateJob")) }).ClickAsync();
        await page.Locator("#plan").WaitForAsync();
        var id = new Uri(page.Url).Segments[^1];

        await session.GoAsync("/jobs/board?q=over+the+board");
        var card = Card(JobStatus.Open);
        await card.WaitForAsync();
        await card.DragToAsync(Column(JobStatus.InProgress));
        await Assertions.Expect(Card(JobStatus.InProgress)).ToBeVisibleAsync();
        await Assertions.Expect(card).ToHaveCountAsync(0);

        // Nowhere it may go: it stays, and nothing is said.
        await Card(JobStatus.InProgress).DragToAsync(Column(JobStatus.Open));
        await Assertions.Expect(Card(JobStatus.InProgress)).ToBeVisibleAsync();
        await Assertions.Expect(card).ToHaveCountAsync(0);

        await Card(JobStatus.InProgress).Locator("summary").ClickAsync();
        await Card(JobStatus.InProgress).GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<JobFoldersText>("Status.Done")) }).ClickAsync();
        await Assertions.Expect(Card(JobStatus.Done)).ToBeVisibleAsync();

        await page.Locator($"#card-{id}").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowRight");
        await Assertions.Expect(Card(JobStatus.Invoiced)).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator($"#card-{id}")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Alt+ArrowLeft");
        await Assertions.Expect(Card(JobStatus.InProgress)).ToBeVisibleAsync();
        await session.ShotAsync("job-board");
        await session.AssertNoSeriousAxeFindings();

        await session.GoAsync("/jobs/board?q=over+the+board");
        await Assertions.Expect(Card(JobStatus.InProgress)).ToBeVisibleAsync();
        session.AssertNoComplaints();

        ILocator Column(JobStatus status) => page.GetByRole(AriaRole.Region, new() { Name = words.Of<JobFoldersText>(string.Create(CultureInfo.InvariantCulture, $"Status.{status}")), Exact = true });

        ILocator Card(JobStatus status) => Column(status).Locator("article", new() { Has = page.Locator($"#card-{id}") });
    }
}
