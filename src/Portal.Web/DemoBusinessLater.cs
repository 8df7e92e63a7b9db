using Portal.Business.Accounts;
using Portal.Business.Data;
using Portal.Web.Scheduling;

namespace Portal.Web;

/// <summary>
/// Development only: the business of the demonstration companies is made when the site answers already, so that the first start is not
/// waited for, and before scheduled work finds any of it. <c>Demo:BeforeFirstRequest</c> waits for it, for whoever wants to find it there.
/// </summary>
internal sealed partial class DemoBusinessLater(
    IServiceScopeFactory scopes, IHostEnvironment environment, IConfiguration configuration, IHostApplicationLifetime life, ILogger<DemoBusinessLater> log)
    : BackgroundService, IBeforeScheduledWork
{
    public Task Done => ExecuteTask ?? Task.CompletedTask;

    public static bool IsWaitedFor(IConfiguration configuration) => configuration.GetValue<bool>("Demo:BeforeFirstRequest");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!environment.IsDevelopment() || IsWaitedFor(configuration))
        {
            return;
        }

        await life.StartedAsync(stoppingToken);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().ActAsSystem();
        if (await scope.ServiceProvider.GetRequiredService<DemoData>().AddBusinessAsync(stoppingToken))
        {
            LogDone(log);
            StartLeftovers.GiveBack();
        }
    }

    [LoggerMessage(LogLevel.Information, "The business of the demonstration companies is there")]
    private static partial void LogDone(ILogger logger);
}
