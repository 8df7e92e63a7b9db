using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Mail;
using Portal.Business.PrepaidHours.Documents;
using Portal.Business.PrepaidHours.Scheduled;
using Portal.Business.Scheduling;

namespace Portal.Business.PrepaidHours;

public static class PrepaidHoursSetup
{
    public static IServiceCollection AddPrepaidHours(this IServiceCollection services)
    {
        services.AddScheduledWork<ExpireHours>(
            "expire-hours", typeof(PrepaidHoursText), WorkSchedule.DailyAt(new TimeOnly(2, 20)),
            async (work, asOf, ct) => WorkSummary.Of(await work.RunAsync(asOf, ct), expired => [("Expired", expired)]));
        services.AddScheduledWork<WarnOfHours>(
            "warn-of-hours", typeof(PrepaidHoursText), WorkSchedule.Every(TimeSpan.FromMinutes(30)),
            async (work, asOf, ct) => WorkSummary.Of(await work.RunAsync(asOf, ct), warned => [("Warned", warned)]));
        services.AddScoped<HoursDocuments>();
        services.AddScoped<HoursMail>();
        foreach (var kind in new[] { HoursMail.Statement, HoursMail.Low, HoursMail.UsedUp, HoursMail.Expiring, HoursMail.ForStaff })
        {
            services.AddMailKind(kind);
        }

        return services.AddUseCases("PrepaidHours");
    }
}
