using System.Runtime;
using Portal.Business.Accounts;
using Portal.Business.Data;

namespace Portal.Web;

/// <summary>
/// Development only: the business of the demonstration companies is made when the site answers already, so that the first start is not
/// waited for. <c>Demo:BeforeFirstRequest</c> waits for it, for whoever wants to find it there.
/// </summary>
internal sealed partial class DemoBusinessLater(
    IServiceScopeFactory scopes, IHostEnvironment environment, IConfiguration configuration, IHostApplicationLifetime life, ILogger<DemoBusinessLater> log)
    : BackgroundService
{
    public static bool IsWaitedFor(IConfiguration configuration) => configuration.GetValue<bool>("Demo:BeforeFirstRequest");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!environment.IsDevelopment() || IsWaitedFor(configuration))
        {
            return;
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var toStart = life.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().ActAsSystem();
        if (await scope.ServiceProvider.GetRequiredService<DemoData>().AddBusinessAsync(stoppingToken))
        {
            LogDone(log);

            // A lot was made and drawn that is never needed again; the memory goes back to the machine.
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    [LoggerMessage(LogLevel.Information, "The business of the demonstration companies is there")]
    private static partial void LogDone(ILogger logger);
}
