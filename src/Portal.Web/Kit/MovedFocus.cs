namespace Portal.Web.Kit;

/// <summary>
/// Keeps the focus on what a key moved: drawn elsewhere on the page, it is another element to the browser. The page that moved it calls
/// <see cref="AfterRenderAsync"/> whenever it is drawn.
/// </summary>
public sealed class MovedFocus(Browser browser)
{
    private string? moved;

    /// <param name="id">Of the element, which has it again where it is drawn next.</param>
    public void Follow(string id) => moved = id;

    public Task AfterRenderAsync()
    {
        var id = moved;
        moved = null;
        return id is null ? Task.CompletedTask : browser.CallAsync("focus", id);
    }
}
