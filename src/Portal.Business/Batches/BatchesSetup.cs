using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Batches.Kinds;
using Portal.Business.Batches.UseCases;
using Portal.Business.Scheduling;

namespace Portal.Business.Batches;

public static class BatchesSetup
{
    public static IServiceCollection AddBatches(this IServiceCollection services)
    {
        services.AddScoped<BatchFacts>();
        services.AddScoped<BatchStarting>();
        services.AddScoped<BatchRunner>();
        services.AddScoped<SendKind>();
        services.AddScoped<IBatchKind, IssueKind>();
        services.AddScoped<IBatchKind, IssueAndSendKind>();
        services.AddScoped<IBatchKind>(provider => provider.GetRequiredService<SendKind>());
        services.AddScheduledWork<RunBatches>(
            "run-batches", typeof(BatchesText), WorkSchedule.Every(TimeSpan.FromSeconds(3)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), run => [("Done", run.Done), ("Refused", run.Refused)]));
        return services.AddUseCases("Batches");
    }
}
