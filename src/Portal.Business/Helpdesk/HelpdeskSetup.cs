using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk;

public static class HelpdeskSetup
{
    public static IServiceCollection AddHelpdesk(this IServiceCollection services)
    {
        services.AddScoped<ISearchSource, TicketSearch>();
        services.AddMailKind(TicketMail.Kind);
        services.AddScoped<TicketMail>();
        services.AddSingleton(new ClientCounter("Tickets", 27, Permissions.HelpdeskView, (db, client, ct) => db.Tickets.CountAsync(t => t.ClientId == client, ct)));
        return services.AddUseCases("Helpdesk");
    }
}
