using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Batches;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Batches;

/// <summary>How far a batch is, and what came of each item; looks again by itself while it is worked off.</summary>
public sealed partial class BatchView<TRow>(
    ShowBatch show, CancelBatch cancel, RetryBatch retry, NavigationManager navigation, TimeProvider clock,
    IStringLocalizer<BatchesPages> T, IStringLocalizer<BatchesText> Texts) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource gone = new();
    private Dictionary<string, string> fixedFilter = [];
    private DataTable<TRow>? table;
    private ShowBatch.View? view;
    private Refusal? refusal;
    private bool watching;
    private Guid retryKey;

    [Parameter, EditorRequired]
    public long Id { get; set; }

    [Parameter, EditorRequired]
    public BatchSubject Subject { get; set; }

    /// <summary>Of its items, narrowed by <see cref="BatchItemList.BatchFilter"/>.</summary>
    [Parameter, EditorRequired]
    public ListDefinition<TRow> List { get; set; } = default!;

    private string Root => BatchWords.Root(Subject);

    private string Label => T[Subject == BatchSubject.Visit ? "Visits" : "Invoices"];

    private IReadOnlyList<(string, string)> Crumbs => [(Label, Root), (T["MyBatches"], $"{Root}/batches")];

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (view?.Id == Id)
        {
            return;
        }

        fixedFilter = new() { [BatchItemList.BatchFilter] = Id.ToString(CultureInfo.InvariantCulture) };
        retryKey = Guid.NewGuid();
        view = null;
        await LookAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!watching && view is { IsOver: false })
        {
            watching = true;
            _ = WatchAsync();
        }
    }

    private static string Count(int count) => Formats.Current.Quantity(count);

    private string HrefOf(BatchItemState state) => $"{Root}/batches/{Id}?f_state={state}";

    private async Task WatchAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, clock);
            while (view is { IsOver: false } && await timer.WaitForNextTickAsync(gone.Token))
            {
                await InvokeAsync(LookAsync);
            }
        }
        catch (OperationCanceledException)
        {
            // The person left; the batch goes on.
        }

        watching = false;
    }

    private async Task LookAsync()
    {
        var before = view;
        var result = await show.RunAsync(new ShowBatch.Input(Id, Subject), gone.Token);
        refusal = result.Refusal;
        view = result.TryGet(out var found) ? found : null;
        if (view != before && before is not null && table is not null)
        {
            await table.ReloadAsync();
        }

        StateHasChanged();
    }

    private Task<Result> CancelAsync() => cancel.RunAsync(new CancelBatch.Input(Id), default);

    private async Task<Result> RetryAsync()
    {
        var started = await retry.RunAsync(new RetryBatch.Input(Id, retryKey), default);
        if (started.TryGet(out var id))
        {
            navigation.NavigateTo($"{Root}/batches/{id}");
        }

        return started;
    }
}
