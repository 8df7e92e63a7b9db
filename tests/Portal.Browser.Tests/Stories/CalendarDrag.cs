using Microsoft.Playwright;
using Portal.Browser.Tests.Harness;

namespace Portal.Browser.Tests.Stories;

internal static class CalendarDrag
{
    /// <summary>With the mouse, as a person does: held, moved a little, and let go on a line of hours.</summary>
    /// <param name="across">How far along the line: 0 is its beginning.</param>
    public static async Task DragAsync(this Session session, ILocator what, ILocator lane, float across)
    {
        await what.ScrollIntoViewIfNeededAsync();
        var from = (await what.BoundingBoxAsync())!;
        var to = (await lane.BoundingBoxAsync())!;
        var mouse = session.Page.Mouse;
        await mouse.MoveAsync(from.X + 6, from.Y + (from.Height / 2));
        await mouse.DownAsync();
        await mouse.MoveAsync(from.X + 20, from.Y + (from.Height / 2), new() { Steps = 3 });
        await mouse.MoveAsync(to.X + (to.Width * across), to.Y + (to.Height / 2), new() { Steps = 8 });
        await mouse.UpAsync();
    }
}
