using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Batches;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Interventions.Documents;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.Scheduled;
using Portal.Business.Mail;
using Portal.Business.Scheduling;

namespace Portal.Business.Interventions;

public static class InterventionsSetup
{
    public static IServiceCollection AddInterventions(this IServiceCollection services)
    {
        services.AddScoped<ISearchSource, RequestSearch>();
        services.AddMailKind(RequestMail.Kind);
        services.AddSingleton<RequestMail>();
        services.AddScoped<IMessageFollower>(static provider => provider.GetRequiredService<RequestMail>());
        services.AddSingleton(new ClientCounter(
            "Requests", 25, Permissions.InterventionsView, (db, client, ct) => db.ServiceRequests.CountAsync(r => r.ClientId == client, ct)));
        services.AddSingleton(new ClientCounter("Equipment", 26, Permissions.InterventionsView, (db, client, ct) => db.Equipment.CountAsync(e => e.ClientId == client && e.IsActive, ct)));
        services.AddScoped<VisitReportReading>();
        services.AddScoped<VisitReports>();
        services.AddMailKind(new MailKind(
            VisitReports.MailKind, typeof(InterventionsText), "Contact.Name", "Visit.Number", "Visit.Date", "Request.Title", "Visit.LeftToDo"));
        services.AddPlanning();
        return services.AddUseCases("Interventions");
    }

    private static void AddPlanning(this IServiceCollection services)
    {
        services.AddScoped<VisitNotices>();
        services.AddScoped<VisitConfirming>();
        services.AddScoped<IBatchKind, ConfirmKind>();
        services.AddScoped<IBatchKind, ConfirmAndTellKind>();
        services.AddScoped<DemoPlanning>();
        foreach (var kind in VisitNotices.Kinds.Values)
        {
            services.AddMailKind(kind);
        }

        services.AddScheduledWork<RemindOfVisits>(
            "remind-of-visits", typeof(PlanningText), WorkSchedule.Every(TimeSpan.FromMinutes(30)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), run => [("Reminded", run.Reminded), ("Failed", run.Failed)]));
    }
}
