using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Kit;

/// <summary>Every component of the kit on every screen, looked at and checked by axe-core.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KitGalleryTests(BrowserFixture fixture)
{
    public static TheoryData<string, int> PartsAndScreens()
    {
        var data = new TheoryData<string, int>();
        foreach (var part in new[] { "list", "record", "form", "states", "icons", "static" })
        {
            for (var screen = 0; screen < Screen.All.Count; screen++)
            {
                data.Add(part, screen);
            }
        }

        return data;
    }

    [BrowserTheory]
    [MemberData(nameof(PartsAndScreens))]
    public async Task Gallery_OnAnyScreen_IsDrawnWithoutComplaint(string part, int screen)
    {
        await using var session = await fixture.OpenAsync(Screen.All[screen]);
        await session.GoAsync(Address(part));
        await WaitForAsync(session, part);

        await session.ShotAsync($"kit-{part}");
        await session.AssertNothingSticksOutAsync();
        session.AssertNoComplaints();
    }

    [AccessibilityTheory]
    [MemberData(nameof(PartsAndScreens))]
    public async Task Gallery_OnAnyScreen_HasNoSeriousAxeFinding(string part, int screen)
    {
        await using var session = await fixture.OpenAsync(Screen.All[screen]);
        await session.GoAsync(Address(part));
        await WaitForAsync(session, part);

        await session.AssertNoSeriousAxeFindings();
    }

    private static string Address(string part) => part == "static" ? "/dev/kit/static" : $"/dev/kit?tab={part}";

    private static async Task WaitForAsync(Session session, string part)
    {
        if (part == "list")
        {
            await session.Page.GetByText("F-2026-00001").WaitForAsync();
        }
    }
}
