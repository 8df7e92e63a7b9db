using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Integrity.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Integrity;

/// <summary>The chain of issued documents of a company: where it ends, its checks, and totals for closing a period.</summary>
public sealed partial class IntegrityPage(
    ShowIntegrity show, StartIntegrityCheck start, ScreenTime time, TimeProvider clock, IStringLocalizer<IntegrityPages> T) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource left = new();
    private ShowIntegrity.Shown? shown;
    private Refusal? refused;
    private long entityId;
    private long? checkShown;
    private bool watching;

    [SupplyParameterFromQuery(Name = "company")]
    public long? Company { get; set; }

    /// <summary>Whose differences are shown; the last check when there is none.</summary>
    [SupplyParameterFromQuery(Name = "check")]
    public long? Check { get; set; }

    private ScreenTime Time => time;

    private ShowIntegrity.Check? Running => shown?.Checks.FirstOrDefault(c => c is { FinishedAt: null, FailedAt: null });

    /// <summary>The last check, where it was given up.</summary>
    private ShowIntegrity.Check? Failed => shown is { Checks: [{ FailedAt: not null } last, ..] } ? last : null;

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
    }

    protected override Task OnParametersSetAsync() =>
        (Company ?? entityId) is var id and not 0 && (id != entityId || Check != checkShown) ? LoadAsync(id) : Task.CompletedTask;

    private async Task LoadAsync(long id)
    {
        (entityId, checkShown) = (id, Check);
        var result = await show.RunAsync(new(id, Check), left.Token);
        if (id != (Company ?? id))
        {
            return;
        }

        refused = result.Refusal;
        shown = result.TryGet(out var found) ? found : null;
        if (Running is not null && !watching)
        {
            watching = true;
            _ = WatchAsync();
        }
    }

    private async Task<Result> StartAsync()
    {
        var result = await start.RunAsync(entityId, left.Token);
        await LoadAsync(entityId);
        StateHasChanged();
        return result;
    }

    /// <summary>Shows how a check goes on until it is over or the page is left.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (Running is not null)
            {
                await Task.Delay(Pause, clock, left.Token);
                await InvokeAsync(async () =>
                {
                    await LoadAsync(entityId);
                    StateHasChanged();
                });
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left; the check goes on.
        }
        finally
        {
            watching = false;
        }
    }
}
