using System.Text;
using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Web.JobFolders;

namespace Portal.Browser.Tests.Stories;

/// <summary>A job of three stages with a line each: a deposit, two stages invoiced each by itself; of two files brought at once the hostile one is refused.</summary>
[Collection(BrowserCollection.Name)]
public sealed class JobInStagesTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task JobOfThreeStages_InvoicesOneByItself_AndKeepsOnlyGoodFiles()
    {
        var words = new Words("fr-FR");
        await using var session = await fixture.OpenAsync(Screen.Desktop);
        await session.SignInAsync("manager@atelier-boreal.example");
        var page = session.Page;
        await session.GoAsync("/jobs/new");
        await page.GetByLabel(words.Of<JobFoldersPages>("Client")).First.FillAsync("a");
        await page.GetByRole(AriaRole.Option).First.ClickAsync();
        await page.Locator("#f-Name").FillAsync("Three stages");
        await Button(words.Of<JobFoldersPages>("CreateJob")).ClickAsync();
        await page.Locator("#plan").WaitForAsync();

        for (var i = 1; i <= 3; i++)
        {
            await page.Locator("#plan").GetByRole(AriaRole.Button, new() { Name = words.Of<JobFoldersPages>("AddStage"), Exact = true }).ClickAsync();
            await page.Locator("dialog[open] #f-Name").FillAsync($"Stage {i}");
            await page.Locator("dialog[open] button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator(".stages > li")).ToHaveCountAsync(i);
            await page.Locator("#lines .card-head button").ClickAsync();
            await page.Locator("dialog[open] #f-Description").FillAsync($"Work {i}");
            await page.Locator("dialog[open] #f-UnitPrice").FillAsync((i * 100).ToString(System.Globalization.CultureInfo.InvariantCulture));
            await page.Locator("dialog[open] button[type=submit]").ClickAsync();
            var row = page.Locator("#lines tbody tr", new() { HasText = $"Work {i}" });
            await row.Locator("summary").ClickAsync();
            await row.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(words.Of<JobFoldersPages>("ToStage", $"Stage {i}")) }).ClickAsync();
            await Assertions.Expect(row).ToContainTextAsync($"Stage {i}");
        }

        var job = new Uri(page.Url).AbsolutePath;
        await page.Locator("#documents input[type=file]").SetInputFilesAsync(
        [
            new FilePayload { Name = "été 🏠.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("plan") },
            new FilePayload { Name = "faux.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("MZ not a PDF") },
        ]);
        await Assertions.Expect(page.Locator(".documents > li")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".uploads .upload-problem")).ToHaveCountAsync(1);
        await session.ShotAsync("job-in-stages");
        await session.AssertNoSeriousAxeFindings();

        await session.GoAsync($"/invoices/new?start=deposit&job={job.Split('/')[^1]}");
        await page.Locator("#f-Percent").FillAsync("10");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.ReachAsync(new System.Text.RegularExpressions.Regex("/invoices/[0-9]+"));
        await session.GoAsync(job);
        await Assertions.Expect(page.Locator("#invoices tbody tr")).ToHaveCountAsync(1);

        await page.Locator(".stages > li").First.GetByRole(AriaRole.Button, new() { Name = words.Of<JobFoldersPages>("InvoiceStage") }).ClickAsync();
        await page.ReachAsync("**/invoices/*");
        await session.GoAsync(job);
        await Assertions.Expect(page.Locator("#invoices tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".stages > li").First.GetByRole(AriaRole.Button, new() { Name = words.Of<JobFoldersPages>("InvoiceStage") })).ToHaveCountAsync(0);
        await page.Locator(".stages > li").Nth(1).GetByRole(AriaRole.Button, new() { Name = words.Of<JobFoldersPages>("InvoiceStage") }).ClickAsync();
        await page.ReachAsync("**/invoices/*");
        await session.GoAsync(job);
        await Assertions.Expect(page.Locator("#invoices tbody tr")).ToHaveCountAsync(3);
        session.AssertNoComplaints();

        ILocator Button(string text) => page.GetByRole(AriaRole.Button, new() { NameRegex = Words.Exactly(text) });
    }
}
