using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;

namespace Portal.Web.Kit.Lists;

/// <summary>Saves what a list shows now under a name, and puts the saved views in order.</summary>
public sealed partial class ViewsMenu(IViewMemory memory, Dialogs dialogs, Toasts toasts, IStringLocalizer<KitText> T)
{
    private SavedListView? changing;
    private Result? refused;
    private bool asking;
    private string? name;
    private bool isShared;

    /// <summary>Name of the list.</summary>
    [Parameter, EditorRequired]
    public string List { get; set; } = "";

    [Parameter, EditorRequired]
    public SavedListViews Views { get; set; } = default!;

    /// <summary>The view that is shown.</summary>
    [Parameter]
    public long? Current { get; set; }

    /// <summary>What a view would keep now.</summary>
    [Parameter, EditorRequired]
    public string Now { get; set; } = "";

    [Parameter]
    public EventCallback<long> OnSaved { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private SavedListView? View => Current is { } id ? Views.Views.FirstOrDefault(v => v.Id == id) : null;

    private void Ask(SavedListView? view)
    {
        (changing, name, isShared, refused) = (view, view?.Name, view?.IsShared ?? false, null);
        asking = true;
    }

    private void Close() => asking = false;

    private async Task<Result> SaveAsync()
    {
        if (changing is { } view)
        {
            var changed = await memory.ChangeAsync(view, name ?? "", null, isShared, default);
            await AfterAsync(changed, T["ViewChanged", name ?? ""]);
            return changed;
        }

        var saved = await memory.SaveAsync(List, name ?? "", Now, isShared, default);
        await AfterAsync(saved, T["ViewSaved", name ?? ""]);
        if (saved.TryGet(out var id))
        {
            await OnSaved.InvokeAsync(id);
        }

        return saved;
    }

    private Task KeepAsync(SavedListView view) => RunAsync(() => memory.ChangeAsync(view, view.Name, Now, view.IsShared, default), T["ViewKept", view.Name]);

    private Task OpenOnAsync(SavedListView view) =>
        RunAsync(() => memory.OpenOnAsync(List, view.IsFirst ? null : view, default), T[view.IsFirst ? "OpensAsUsual" : "OpensOn", view.Name]);

    private async Task DeleteAsync(SavedListView view)
    {
        if (await dialogs.AskAsync(new Question(T["DeleteViewTitle", view.Name], T[view.IsShared ? "DeleteSharedViewText" : "DeleteViewText"], T["DeleteView"], Danger: true)))
        {
            await RunAsync(() => memory.DeleteAsync(view, default), T["ViewDeleted", view.Name]);
        }
    }

    private async Task RunAsync(Func<Task<Result>> action, string done)
    {
        refused = null;
        var result = await action();
        refused = result.Succeeded ? null : result;
        await AfterAsync(result, done);
    }

    private async Task AfterAsync(Result result, string done)
    {
        if (result.Succeeded)
        {
            asking = false;
            toasts.Say(done);
            await OnChanged.InvokeAsync();
        }
    }
}
