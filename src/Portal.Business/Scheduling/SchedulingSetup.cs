using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Business.Scheduling.UseCases;

namespace Portal.Business.Scheduling;

public static class SchedulingSetup
{
    public static IServiceCollection AddScheduling(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SchedulingOptions>()
            .Configure<IServiceProvider>((options, provider) => options.MayRunAhead = provider.GetService<IHostEnvironment>()?.IsDevelopment() == true)
            .Bind(configuration.GetSection(SchedulingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SchedulingOptions>, SchedulingOptionsCheck>();
        services.AddSingleton<ScheduledWorks>();
        services.AddScoped<WorkLease>();
        services.AddScheduledWork<CleanUpRuns>(
            "clean-up-runs", typeof(SchedulingText), WorkSchedule.DailyAt(new TimeOnly(3, 10)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), deleted => [("Deleted", deleted)]));
        return services.AddUseCases("Scheduling");
    }

    /// <summary>
    /// Registers work that runs by itself. <paramref name="run"/> forwards to the use case and turns what it returns into counts;
    /// the date is the day to pretend it is, for work that takes one.
    /// </summary>
    public static IServiceCollection AddScheduledWork<TUseCase>(
        this IServiceCollection services, string name, Type texts, WorkSchedule schedule,
        Func<TUseCase, DateOnly?, CancellationToken, Task<WorkSummary>> run)
        where TUseCase : notnull =>
        services.AddSingleton(new ScheduledWork(name, texts, schedule, (provider, asOf, ct) => run(provider.GetRequiredService<TUseCase>(), asOf, ct)));
}
