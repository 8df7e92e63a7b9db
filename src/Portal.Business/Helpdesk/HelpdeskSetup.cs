using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Mail;
using Portal.Business.Scheduling;

namespace Portal.Business.Helpdesk;

public static class HelpdeskSetup
{
    public static IServiceCollection AddHelpdesk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TicketMailOptions>().Bind(configuration.GetSection(TicketMailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<MailTaking>();
        services.AddScheduledWork<TakeTicketMail>(
            "take-ticket-mail", typeof(HelpdeskText), WorkSchedule.Every(TimeSpan.FromSeconds(30)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), run => [("OnTickets", run.Taken), ("Parked", run.Parked), ("LeftOut", run.LeftOut), ("Failed", run.Failed)]));
        services.AddScheduledWork<CleanUpIncomingMail>(
            "clean-up-ticket-mail", typeof(HelpdeskText), WorkSchedule.DailyAt(new TimeOnly(3, 25)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), deleted => [("Deleted", deleted)]));
        services.AddScoped<ISearchSource, TicketSearch>();
        services.AddMailKind(TicketMail.Kind);
        services.AddScoped<TicketMail>();
        services.AddSingleton(new ClientCounter("Tickets", 27, Permissions.HelpdeskView, (db, client, ct) => db.Tickets.CountAsync(t => t.ClientId == client, ct)));
        return services.AddUseCases("Helpdesk");
    }
}
