using System.Globalization;
using Microsoft.Extensions.Options;
using Portal.Business.Scheduling;
using Quartz;

namespace Portal.Web.Scheduling;

/// <summary>
/// Keeps Quartz's triggers in the database as the registered work and the settings say, and starts the clock. A trigger whose
/// schedule has not changed stays, so that a time missed while nobody ran is caught up once. It begins when the site answers, so that nobody waits
/// for it, and after <see cref="IBeforeScheduledWork"/>.
/// </summary>
public sealed partial class WorkTimetable(
    ISchedulerFactory schedulers, ScheduledWorks works, IOptions<Portal.Business.Scheduling.SchedulingOptions> options, IHostApplicationLifetime life,
    IEnumerable<IBeforeScheduledWork> before, ILogger<WorkTimetable> logger) : BackgroundService
{
    private const string Group = "portal";

    private IScheduler? scheduler;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        await life.StartedAsync(stoppingToken);
        await Task.WhenAll(before.Select(b => b.Done)).WaitAsync(stoppingToken);
        scheduler = await schedulers.GetScheduler(stoppingToken);
        var wanted = works.All.Where(w => !works.ScheduleOf(w).IsOff).ToList();
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), stoppingToken))
        {
            if (wanted.TrueForAll(w => w.Name != key.Name))
            {
                await scheduler.DeleteJob(key, stoppingToken);
            }
        }

        foreach (var work in wanted)
        {
            await ArrangeAsync(scheduler, work, works.ScheduleOf(work), stoppingToken);
        }

        await scheduler.Start(stoppingToken);
        LogStarted(wanted.Count);
    }

    /// <summary>Lets what runs finish; what does not in time is given back by its lease.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (scheduler is { } running)
        {
            await running.Shutdown(true, cancellationToken);
        }
    }

    /// <summary>When each work runs next, by its name, UTC.</summary>
    public async Task<IReadOnlyDictionary<string, DateTime>> NextRunsAsync(CancellationToken ct)
    {
        await (ExecuteTask?.WaitAsync(ct) ?? Task.CompletedTask);
        var next = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        if (scheduler is { } running)
        {
            foreach (var work in works.All)
            {
                if (await running.GetTrigger(new TriggerKey(work.Name, Group), ct) is { } trigger && trigger.NextFireTimeUtc is { } at)
                {
                    next[work.Name] = at.UtcDateTime;
                }
            }
        }

        return next;
    }

    private static async Task ArrangeAsync(IScheduler scheduler, ScheduledWork work, WorkSchedule schedule, CancellationToken ct)
    {
        var key = new TriggerKey(work.Name, Group);
        var written = Write(schedule);
        if (await scheduler.GetTrigger(key, ct) is { } present && present.Description == written)
        {
            return;
        }

        var trigger = TriggerBuilder.Create().WithIdentity(key).WithDescription(written).StartNow();
        trigger = schedule switch
        {
            { Interval: { } interval } => trigger.WithSimpleSchedule(s =>
                s.WithInterval(interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount)),
            { Time: { } time } => trigger.WithCronSchedule(
                string.Create(CultureInfo.InvariantCulture, $"{time.Second} {time.Minute} {time.Hour} * * ?"),
                s => s.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
            _ => throw new InvalidOperationException($"{work.Name} has no schedule."),
        };
        var job = JobBuilder.Create<RunWork>().WithIdentity(new JobKey(work.Name, Group)).Build();
        await scheduler.ScheduleJob(job, [trigger.Build()], new ScheduleJobOptions { Replace = true }, ct);
    }

    private static string Write(WorkSchedule schedule) =>
        string.Create(CultureInfo.InvariantCulture, $"{schedule.Interval:c}{schedule.Time:HH\\:mm\\:ss}");

    [LoggerMessage(Level = LogLevel.Information, Message = "The scheduler runs with {Count} works")]
    private partial void LogStarted(int count);
}
