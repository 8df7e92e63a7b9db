using Microsoft.Extensions.DependencyInjection;
using Portal.Business.PrepaidHours.Scheduled;
using Portal.Business.Scheduling;

namespace Portal.Business.PrepaidHours;

public static class PrepaidHoursSetup
{
    public static IServiceCollection AddPrepaidHours(this IServiceCollection services)
    {
        services.AddScheduledWork<ExpireHours>(
            "expire-hours", typeof(PrepaidHoursText), WorkSchedule.DailyAt(new TimeOnly(2, 20)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), expired => [("Expired", expired)]));
        return services.AddUseCases("PrepaidHours");
    }
}
