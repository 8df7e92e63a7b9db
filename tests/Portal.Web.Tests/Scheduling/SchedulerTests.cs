using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Scheduling;
using Portal.Web.Scheduling;

namespace Portal.Web.Tests.Scheduling;

/// <summary>Quartz with its store in a real database, through restarts.</summary>
public sealed class SchedulerTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"portal-scheduler-{Guid.NewGuid():N}.db");

    [Fact]
    public async Task Work_Registered_RunsByTheClockAndIsKnownToThePage()
    {
        var work = new CountingWork();
        await using var host = await StartAsync(work, WorkSchedule.Every(TimeSpan.FromSeconds(1)));
        await UntilAsync(() => work.Runs >= 2);
        var next = await host.Services.GetRequiredService<WorkTimetable>().NextRunsAsync(default);
        Assert.True(next.ContainsKey("count"));
        Assert.True(next.ContainsKey("send-outbox"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Work_BeginsWhenWhatTheStartMakesIsThere()
    {
        var (work, start) = (new CountingWork(), new Start());
        var starting = StartAsync(work, WorkSchedule.Every(TimeSpan.FromSeconds(1)), start);
        await start.Asked.Task;
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal((false, 0), (starting.IsCompleted, work.Runs));

        start.Made.SetResult();
        await using var host = await starting;
        await UntilAsync(() => work.Runs >= 1);
        await host.StopAsync();
    }

    [Fact]
    public async Task Work_MissedWhileNobodyRan_IsCaughtUpOnce()
    {
        var work = new CountingWork();
        var daily = WorkSchedule.DailyAt(new TimeOnly(4, 0));
        await using (var host = await StartAsync(work, daily))
        {
            await host.StopAsync();
        }

        Assert.Equal(0, work.Runs);
        // Three days pass with the program off: the trigger's next time lies in the past.
        await ExecuteAsync("UPDATE QRTZ_TRIGGERS SET NEXT_FIRE_TIME = NEXT_FIRE_TIME - 3 * 864000000000 WHERE TRIGGER_NAME = 'count'");
        await using (var host = await StartAsync(work, daily))
        {
            await UntilAsync(() => work.Runs >= 1);
            await Task.Delay(500);
            Assert.Equal(1, work.Runs);
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task Schedule_Changed_ReplacesTheStoredOneAndOffRemovesIt()
    {
        var work = new CountingWork();
        await using (var host = await StartAsync(work, WorkSchedule.DailyAt(new TimeOnly(4, 0))))
        {
            await host.StopAsync();
        }

        await using (var host = await StartAsync(work, WorkSchedule.Every(TimeSpan.FromSeconds(1))))
        {
            await UntilAsync(() => work.Runs >= 1);
            await host.StopAsync();
        }

        await using (var host = await StartAsync(work, WorkSchedule.Off))
        {
            Assert.DoesNotContain("count", (await host.Services.GetRequiredService<WorkTimetable>().NextRunsAsync(default)).Keys);
            await host.StopAsync();
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(file);
    }

    private async Task<WebApplication> StartAsync(CountingWork work, WorkSchedule schedule, IBeforeScheduledWork? before = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Database:ConnectionString"] = $"Data Source={file}";
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Configuration["Mail:PickupFolder"] = Path.GetTempPath();
        builder.Services.AddPortalBusiness(builder.Configuration);
        builder.Services.AddScoped<ICurrentUser>(_ => SystemUser.Instance);
        builder.Services.AddScheduler(builder.Configuration);
        builder.Services.AddSingleton(work);
        if (before is not null)
        {
            builder.Services.AddSingleton(before);
        }

        builder.Services.AddScheduledWork<CountingWork>("count", typeof(SchedulingText), schedule, (w, _, _) => w.RunAsync());
        var host = builder.Build();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<PortalDbContext>().Database.MigrateAsync();
        }

        await host.StartAsync();

        // Its answer waits until the triggers are arranged.
        await host.Services.GetRequiredService<WorkTimetable>().NextRunsAsync(default);
        return host;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        var waited = Stopwatch.StartNew();
        while (!reached())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(2), "It did not happen within two minutes.");
            await Task.Delay(50);
        }
    }

    private sealed class Start : IBeforeScheduledWork
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Done
        {
            get
            {
                Asked.TrySetResult();
                return Made.Task;
            }
        }
    }

    private sealed class CountingWork
    {
        private int runs;

        public int Runs => Volatile.Read(ref runs);

        public Task<WorkSummary> RunAsync() => Task.FromResult(new WorkSummary([new WorkCount("Deleted", Interlocked.Increment(ref runs))]));
    }
}
