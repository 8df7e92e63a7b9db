using System.Runtime;

namespace Portal.Web;

/// <summary>
/// A start makes and draws a lot that is never needed again, and an idle process collects nothing by itself: once it has come to rest, the
/// memory goes back to the machine.
/// </summary>
internal sealed class StartLeftovers(IHostApplicationLifetime life, TimeProvider clock) : BackgroundService
{
    /// <summary>The first pages are drawn and the scheduler has caught up.</summary>
    private static readonly TimeSpan ToRest = TimeSpan.FromSeconds(20);

    public static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await life.StartedAsync(stoppingToken);
        await Task.Delay(ToRest, clock, stoppingToken);
        GiveBack();
    }
}
