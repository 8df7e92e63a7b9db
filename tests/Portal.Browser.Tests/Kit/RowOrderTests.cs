using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;
using Portal.Business.Accounts;

namespace Portal.Browser.Tests.Kit;

/// <summary>Lines of a quote put in order by mouse and keyboard.</summary>
[Collection(BrowserCollection.Name)]
public sealed class RowOrderTests(BrowserFixture fixture)
{
    [BrowserFact]
    public async Task Lines_DraggedOrMovedByKey_StayWhereTheyWerePut()
    {
        await using var session = await fixture.OpenAsync();
        var page = session.Page;
        await session.SignInAsync(DemoAccounts.All[0].Email);
        await session.GoAsync("/quotes?view=all&f_status=Draft");
        await page.Locator("tr", new() { HasText = "Nouvelle identité visuelle" }).Locator("a.row-link").First.ClickAsync();
        await page.Locator("tr[data-row='1']").WaitForAsync();
        await page.Locator("[data-rows-ready]").WaitForAsync();
        var before = await LinesAsync(page);
        Assert.True(before.Count > 1);

        var grip = page.Locator("[data-grip]").First;
        await grip.ScrollIntoViewIfNeededAsync();
        var from = (await grip.BoundingBoxAsync())!;
        var target = (await page.Locator("tr[data-row='1']").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + 8, from.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 8, target.Y + target.Height - 4, new MouseMoveOptions { Steps = 8 });
        await page.Locator("tr.drop-before, tr.drop-after").WaitForAsync();
        await page.Mouse.UpAsync();
        List<string> dragged = [before[1], before[0], .. before.Skip(2)];
        await WaitForAsync(page, dragged);

        // With the keyboard the focus goes along with the line.
        await page.Locator("tr[data-row='0'] textarea").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await WaitForAsync(page, before);
        await Assertions.Expect(page.Locator("tr[data-row='1'] textarea")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await WaitForAsync(page, dragged);
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await WaitForAsync(page, before);
        await page.Locator("tr[data-row='1'] [data-move=up]").ClickAsync();
        await WaitForAsync(page, dragged);

        // A double click takes one line away, not the next one too.
        await Assertions.Expect(page.Locator(".save-state")).ToHaveTextAsync("Saved");
        await page.Locator("tr[data-row='0'] .line-actions button").Last.DblClickAsync();
        await Assertions.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(dragged.Count - 1);
        await Assertions.Expect(page.Locator(".save-state")).ToHaveTextAsync("Saved");
        await WaitForAsync(page, [.. dragged.Skip(1)]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await WaitForAsync(page, dragged);

        // Not saved as soon as a line is drawn elsewhere, and saved a moment after the last change.
        await Assertions.Expect(page.Locator(".save-state")).ToHaveTextAsync("Saved");
        await page.ReloadAsync();
        await WaitForAsync(page, dragged);
        session.AssertNoComplaints();
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(IPage page) =>
        await page.Locator("tr[data-row] textarea").EvaluateAllAsync<string[]>("fields => fields.map(f => f.value)");

    private static async Task WaitForAsync(IPage page, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            await Assertions.Expect(page.Locator($"tr[data-row='{i}'] textarea")).ToHaveValueAsync(lines[i]);
        }
    }
}
