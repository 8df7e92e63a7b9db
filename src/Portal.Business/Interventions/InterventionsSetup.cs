using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Mail;

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
        return services.AddUseCases("Interventions");
    }
}
