using Portal.Business.Common;
using Portal.Business.Scheduling.UseCases;
using Quartz;

namespace Portal.Web.Scheduling;

/// <summary>Quartz's side of scheduled work: only forwards to the use case.</summary>
[DisallowConcurrentExecution]
public sealed class RunWork(IServiceScopeFactory scopes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateSystemScope();
        await scope.ServiceProvider.GetRequiredService<RunScheduledWork>()
            .RunAsync(new WorkToRun(context.JobDetail.Key.Name, BySchedule: true), cancellationToken);
    }
}
