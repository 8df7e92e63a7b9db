using Microsoft.AspNetCore.Components;
using Portal.Business.Common;

namespace Portal.Web.Kit;

/// <summary>
/// A button that carries out one use case: asks first where that is wanted, can't be pressed twice, shows that it works, says that it
/// is done, and shows a refusal beside itself.
/// </summary>
public sealed partial class ActionButton(Dialogs dialogs, Toasts toasts, TimeProvider clock)
{
    private readonly string reasonId = "reason-" + Guid.NewGuid().ToString("N")[..8];
    private readonly PressOnce press = new(clock);
    private Result? result;
    private bool busy;

    [Parameter, EditorRequired]
    public Func<Task<Result>> Action { get; set; } = default!;

    /// <summary>After it ran, refused or not; reload what the page shows here.</summary>
    [Parameter]
    public EventCallback OnDone { get; set; }

    [Parameter]
    public ButtonKind Kind { get; set; }

    [Parameter]
    public string? Icon { get; set; }

    /// <summary>Asked before it runs.</summary>
    [Parameter]
    public Question? Confirm { get; set; }

    /// <summary>Why it can't be done now. The button stays in sight and says so.</summary>
    [Parameter]
    public string? DisabledReason { get; set; }

    /// <summary>Said in passing when it succeeded.</summary>
    [Parameter]
    public string? Done { get; set; }

    /// <summary>"save", "new" or "edit": the key that presses it.</summary>
    [Parameter]
    public string? Shortcut { get; set; }

    /// <summary>"small", "big" or "wide".</summary>
    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string KindClass => Kind switch
    {
        ButtonKind.Primary => "primary",
        ButtonKind.Danger => "danger",
        ButtonKind.Quiet => "quiet",
        _ => "",
    };

    private async Task RunAsync()
    {
        if (busy || DisabledReason is not null || press.IsEcho)
        {
            return;
        }

        result = null;
        if (Confirm is not null && !await dialogs.AskAsync(Confirm))
        {
            return;
        }

        busy = true;
        StateHasChanged();
        try
        {
            result = await Action();
            press.Done(result);
            if (result.Succeeded && Done is not null)
            {
                toasts.Say(Done);
            }
        }
        finally
        {
            busy = false;
        }

        await OnDone.InvokeAsync();
        if (Action.Target is IHandleEvent page)
        {
            await page.HandleEventAsync(new EventCallbackWorkItem(static () => { }), null);
        }
    }
}
