using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Invoicing;

/// <summary>
/// Edits a proforma and saves it as a whole. What can't be saved stays on the screen with its reasons; so does what somebody else
/// overtook, until the person decides. What is not saved is kept on the server and found again.
/// </summary>
public sealed partial class InvoiceEditor(
    SaveProforma save, ShowInvoice show, KeepUnsavedProforma keep, ShowUnsavedProforma showUnsaved, FindClientsForWork clients, Dialogs dialogs, Toasts toasts,
    IStringLocalizer<InvoicingPages> T) : IAsyncDisposable
{
    private readonly FormState form = new(null);
    private InvoiceFields fields = new();
    private InvoiceFields start = new();
    private InvoiceFields? justSaved;
    private ShowInvoice.Shown? taken;
    private UnsavedInvoice? unsaved;
    private UnsavedInvoice.Found? found;
    private InvoiceConflict? conflict;
    private int version;
    private bool dirty;
    private bool saving;
    private Task<Result> last = Task.FromResult<Result>(Result.Done);

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowInvoiceChoices.Choices Choices { get; set; } = default!;

    /// <summary>Saved, or somebody else's work is wanted: the page reads it anew.</summary>
    [Parameter]
    public EventCallback OnReload { get; set; }

    private TaxedTotals Totals => fields.Totals(Choices.Taxes, View.Seller.Today);

    /// <summary>
    /// Saves what is typed, if anything is; refused with the reasons, which stand on the screen then. Waits for a save that is under way:
    /// whoever issues at once after saving issues what was saved.
    /// </summary>
    public Task<Result> SaveNowAsync() => last = SaveAfterAsync(last);

    public ValueTask DisposeAsync() => unsaved?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<Result> SaveAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (form.Readable() is { Succeeded: false } unreadable)
        {
            form.Result = unreadable;
            StateHasChanged();
            return unreadable;
        }

        if (!dirty && form.Result is null or { Succeeded: true })
        {
            return Result.Done;
        }

        (saving, dirty) = (true, false);
        await unsaved!.Work.SettleAsync();
        var sent = InvoiceMerge.Copy(fields);
        var result = await save.RunAsync(new SaveProforma.Input(View.Id, version, fields.ToHead(), fields.ToLines()), default);
        saving = false;
        form.Result = result;
        conflict = null;
        if (result.TryGet(out var saved))
        {
            (version, justSaved) = (saved, sent);
            toasts.Say(T["SavedToast", View.DisplayNumber]);
            await OnReload.InvokeAsync();
        }
        else
        {
            Changed();
            conflict = await InvoiceConflict.FindAsync(show, View.Id, start, result);
        }

        StateHasChanged();
        return result;
    }

    protected override async Task OnInitializedAsync()
    {
        Take();
        unsaved = new UnsavedInvoice(keep, showUnsaved, View.Id);
        found = await unsaved.FindAsync();
    }

    protected override void OnParametersSet() => Take();

    private void Take()
    {
        if (!ReferenceEquals(View, taken) && !dirty)
        {
            (taken, fields, start, version, justSaved) = (View, InvoiceFields.Of(View).InRowsOf(justSaved), InvoiceFields.Of(View), View.Version, null);
        }
        else if (justSaved is not null && View.Version == version)
        {
            (taken, fields, start, justSaved) = (View, TypedWhileSaving.Onto(justSaved, fields, InvoiceFields.Of(View)), InvoiceFields.Of(View), null);
            Changed();
        }
    }

    private void Changed()
    {
        dirty = true;
        _ = unsaved!.Work.ChangedAsync(() => new UnsavedInvoice.Typed(version, start, fields));
    }

    private async Task ContinueAsync()
    {
        ((version, start, fields), found) = (found!.Typed, null);
        Changed();
        if (version != View.Version)
        {
            conflict = await InvoiceConflict.FindAsync(show, View.Id, start, Refusal.Stale);
        }
    }

    private async Task DiscardAsync()
    {
        found = null;
        await unsaved!.Work.ForgetAsync();
    }

    private async Task RevertAsync()
    {
        if (await dialogs.AskAsync(new Question(T["RevertTitle"], T["RevertText"], T["Revert"], Danger: true)))
        {
            await TakeTheirsAsync();
        }
    }

    private async Task TakeTheirsAsync()
    {
        (dirty, conflict, form.Result, taken) = (false, null, null, null);
        await unsaved!.Work.ForgetAsync();
        await OnReload.InvokeAsync();
    }

    /// <summary>Theirs with one's own changes; to be looked at before it is saved.</summary>
    private void Merge()
    {
        var theirs = conflict!.Shown;
        (fields, start, version, conflict, form.Result) = (InvoiceMerge.Of(start, fields, InvoiceFields.Of(theirs)), InvoiceFields.Of(theirs), theirs.Version, null, null);
        justSaved = null;
        Changed();
    }

    /// <summary>Saves one's own over what somebody else saved meanwhile.</summary>
    private async Task KeepMineAsync()
    {
        (version, dirty) = (conflict!.Version, true);
        await SaveNowAsync();
    }
}
