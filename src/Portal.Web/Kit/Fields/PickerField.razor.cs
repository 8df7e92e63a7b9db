using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Portal.Web.Kit.Fields;

/// <summary>Chooses one of very many: asks the server while one types, a page at a time; never loads a table.</summary>
public sealed partial class PickerField<T>
{
    private const int PageSize = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(180);

    private CancellationTokenSource current = new();
    private IReadOnlyList<Choice<T>> choices = [];
    private string text = "";
    private string? chosenText;
    private bool open;
    private bool more;
    private bool searching;
    private bool takesFirst;
    private int active = -1;

    /// <summary>Returns up to Take choices from Skip on; fewer means that there are no more.</summary>
    [Parameter, EditorRequired]
    public Func<ChoiceRequest, CancellationToken, Task<IReadOnlyList<Choice<T>>>> Find { get; set; } = default!;

    /// <summary>The name of the present value, which the page knows when it opens.</summary>
    [Parameter]
    public string? ValueText { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public EventCallback<Choice<T>?> OnChosen { get; set; }

    /// <summary>Bound, not just set: what is typed while an answer is under way must not be overwritten by it.</summary>
    private string Typed => open ? text : Shown;

    private string Shown => Value is null ? "" : chosenText ?? ValueText ?? "";

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        current.Cancel();
        current.Dispose();
    }

    private async Task OpenAsync()
    {
        if (!open && !Disabled)
        {
            open = true;
            text = Shown;
            await SearchAsync("", TimeSpan.Zero);
        }
    }

    private Task TypedAsync(string? typed)
    {
        (open, takesFirst) = (true, false);
        text = typed ?? "";
        return SearchAsync(text.Trim(), Pause);
    }

    /// <summary>Only the last search may show its answer: an earlier one that comes back later is dropped.</summary>
    private async Task SearchAsync(string wanted, TimeSpan pause)
    {
        var asked = Ask();
        searching = true;
        try
        {
            await Task.Delay(pause, asked);
            var found = await Find(new ChoiceRequest(wanted, 0, PageSize), asked);
            if (!asked.IsCancellationRequested)
            {
                choices = found;
                more = found.Count == PageSize;
                active = found.Count > 0 ? 0 : -1;
                searching = false;
                await TakeFirstAsync();
            }
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested)
        {
            // A later keystroke took over.
        }
    }

    /// <summary>Whoever types faster than the answer comes, and presses Enter, means the first of what is found.</summary>
    private async Task TakeFirstAsync()
    {
        if (takesFirst && active >= 0)
        {
            await ChooseAsync(choices[active]);
        }

        takesFirst = false;
    }

    private CancellationToken Ask()
    {
        current.Cancel();
        current.Dispose();
        current = new CancellationTokenSource();
        return current.Token;
    }

    private async Task MoreAsync()
    {
        var asked = current.Token;
        var next = await Find(new ChoiceRequest(text == Shown ? "" : text.Trim(), choices.Count, PageSize), asked);
        if (!asked.IsCancellationRequested)
        {
            more = next.Count == PageSize;
            choices = [.. choices, .. next];
        }
    }

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when !open:
                await OpenAsync();
                break;
            case "ArrowDown" when more && active == choices.Count - 1:
                await MoreAsync();
                active++;
                break;
            case "ArrowDown" when choices.Count > 0:
                active = Math.Min(active + 1, choices.Count - 1);
                break;
            case "ArrowUp" when choices.Count > 0:
                active = Math.Max(active - 1, 0);
                break;
            case "Enter" when open && searching:
                takesFirst = true;
                break;
            case "Enter" when open && active >= 0:
                await ChooseAsync(choices[active]);
                break;
            case "Escape":
                (open, takesFirst) = (false, false);
                break;
        }
    }

    private async Task ChooseAsync(Choice<T>? choice)
    {
        (open, takesFirst) = (false, false);
        chosenText = choice?.Text;
        await SetAsync(choice is null ? default : choice.Value);
        await OnChosen.InvokeAsync(choice);
    }

    private void Leave() => open = false;
}
