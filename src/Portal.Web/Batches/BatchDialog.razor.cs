using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Batches;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;

namespace Portal.Web.Batches;

/// <summary>Shows what would be done to which invoices, and starts it. One opening of the dialog starts at most one batch.</summary>
public sealed partial class BatchDialog(
    PreviewBatch look, StartBatch start, NavigationManager navigation, RefusalTexts Refusals, IStringLocalizer<BatchesPages> T, IStringLocalizer<BatchesText> Texts)
{
    private PreviewBatch.Preview? preview;
    private Result? refused;
    private string? shown;
    private Guid request;
    private bool again;

    /// <summary>What to do; null while the dialog is closed.</summary>
    [Parameter]
    public string? Kind { get; set; }

    /// <summary>What to do it to.</summary>
    [Parameter, EditorRequired]
    public BatchSelection Selection { get; set; } = new();

    [Parameter]
    public EventCallback OnClose { get; set; }

    private string Root => BatchWords.Root(Selection.Visits is null ? BatchSubject.Invoice : BatchSubject.Visit);

    protected override async Task OnParametersSetAsync()
    {
        if (Kind == shown)
        {
            return;
        }

        (shown, preview, refused, again, request) = (Kind, null, null, false, Guid.NewGuid());
        if (Kind is not null)
        {
            await LookAsync();
        }
    }

    private string Words(string key) => Selection.Visits is null ? key : key + ".Visits";

    private async Task LookAsync()
    {
        var result = await look.RunAsync(new PreviewBatch.Input(Kind!, Selection, again), default);
        (preview, refused) = (result.TryGet(out var found) ? found : null, result.Succeeded ? null : result);
    }

    private async Task AgainAsync(bool wanted)
    {
        again = wanted;
        await LookAsync();
    }

    private async Task<Result> StartAsync()
    {
        var started = await start.RunAsync(new StartBatch.Input(Kind!, Selection, again, request, preview!.Mark), default);
        if (started.TryGet(out var id))
        {
            navigation.NavigateTo($"{Root}/batches/{id}");
        }
        else if (started.Refusal is { Code: "Batches.Changed" })
        {
            await LookAsync();
        }

        return started;
    }
}
