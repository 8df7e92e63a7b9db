using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Batches;
using Portal.Business.Mail;
using Portal.Business.Reminders.Documents;
using Portal.Business.Reminders.Scheduled;
using Portal.Business.Scheduling;

namespace Portal.Business.Reminders;

public static class RemindersSetup
{
    public static IServiceCollection AddReminders(this IServiceCollection services)
    {
        services.AddUseCases("Reminders");
        services.AddScoped<ReminderLetters>();
        services.AddScoped<ReminderSending>();
        services.AddScoped<IBatchKind, RemindKind>();
        services.AddScoped<IMessageFollower, ReminderDeliveries>();
        foreach (var kind in ReminderMail.Kinds.Values)
        {
            services.AddMailKind(kind);
        }

        services.AddScheduledWork<SendReminders>(
            "send-reminders", typeof(RemindersText), WorkSchedule.DailyAt(new TimeOnly(12, 30)),
            async (work, asOf, ct) => WorkSummary.Of(
                await work.RunAsync(new SendReminders.Input(asOf), ct), run => [("Sent", run.Sent), ("NeedAttention", run.NeedAttention)]));
        return services;
    }
}
