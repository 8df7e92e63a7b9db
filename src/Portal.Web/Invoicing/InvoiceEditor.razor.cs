using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
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
/// overtook, until the person decides.
/// </summary>
public sealed partial class InvoiceEditor(
    SaveProforma save, ShowInvoice show, FindClientsForWork clients, Dialogs dialogs, Toasts toasts, IStringLocalizer<InvoicingPages> T)
{
    private readonly FormState form = new(null);
    private InvoiceFields fields = new();
    private ShowInvoice.Shown? taken;
    private int version;
    private bool dirty;
    private bool saving;
    private bool stale;

    [Parameter, EditorRequired]
    public ShowInvoice.Shown View { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowInvoiceChoices.Choices Choices { get; set; } = default!;

    /// <summary>Saved, or somebody else's work is wanted: the page reads it anew.</summary>
    [Parameter]
    public EventCallback OnReload { get; set; }

    private TaxedTotals Totals => fields.Totals(Choices.Taxes, View.Today);

    private IReadOnlyList<(long?, string)> Positions => [.. Choices.Positions.Select(p => ((long?)p.Id, p.Name.In(Formats.Current.Culture.Name)))];

    /// <summary>Saves what is typed, if anything is; refused with the reasons, which stand on the screen then.</summary>
    public async Task<Result> SaveNowAsync()
    {
        if (saving || (!dirty && form.Result is null or { Succeeded: true }))
        {
            return Result.Done;
        }

        (saving, dirty) = (true, false);
        var result = await save.RunAsync(new SaveProforma.Input(View.Id, version, fields.ToHead(), fields.ToLines()), default);
        saving = false;
        form.Result = result;
        stale = result.Refusal == Refusal.Stale;
        if (result.TryGet(out var saved))
        {
            version = saved;
            toasts.Say(T["SavedToast", View.DisplayNumber]);
            await OnReload.InvokeAsync();
        }
        else
        {
            dirty = true;
        }

        StateHasChanged();
        return result;
    }

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(View, taken) && !dirty)
        {
            (taken, fields, version) = (View, InvoiceFields.Of(View), View.Version);
        }
    }

    private static IReadOnlyList<(long?, string)> Named(IReadOnlyList<ShowInvoiceChoices.Choice> choices) =>
        [.. choices.Select(c => ((long?)c.Id, c.Name.In(Formats.Current.Culture.Name)))];

    private void Changed() => dirty = true;

    private void ChangePosition(long? id)
    {
        fields.FiscalPositionId = id;
        if (Choices.Positions.FirstOrDefault(p => p.Id == id) is { } position)
        {
            foreach (var line in fields.Lines)
            {
                (line.TaxCodeId, line.GlAccountId) = (position.TaxCodeFor(line.TaxCodeId), position.AccountFor(line.GlAccountId));
            }
        }

        Changed();
    }

    private async Task<IReadOnlyList<Choice<long?>>> FindClientsAsync(ChoiceRequest request, CancellationToken ct) =>
        (await clients.RunAsync(new FindClientsForWork.Input(request.Text, null, new PageRequest((request.Skip / request.Take) + 1, request.Take)), ct)).TryGet(out var page)
            ? [.. page.Rows.Select(c => new Choice<long?>(c.Id, c.Name, c.City))]
            : [];

    private async Task RevertAsync()
    {
        if (await dialogs.AskAsync(new Question(T["RevertTitle"], T["RevertText"], T["Revert"], Danger: true)))
        {
            await TakeTheirsAsync();
        }
    }

    private async Task TakeTheirsAsync()
    {
        (dirty, stale, form.Result, taken) = (false, false, null, null);
        await OnReload.InvokeAsync();
    }

    /// <summary>Saves one's own over what somebody else saved meanwhile.</summary>
    private async Task KeepMineAsync()
    {
        if ((await show.RunAsync(new ShowInvoice.Input(View.Id), default)).TryGet(out var theirs, out var gone))
        {
            (version, dirty) = (theirs.Version, true);
            await SaveNowAsync();
        }
        else
        {
            form.Result = Result.Refused(gone);
        }
    }

    private async Task BeforeLeavingAsync(LocationChangingContext context)
    {
        if (dirty && !await dialogs.AskAsync(new Question(T["LeaveTitle"], T["LeaveText"], T["LeaveAnyway"], Danger: true)))
        {
            context.PreventNavigation();
        }
    }
}
