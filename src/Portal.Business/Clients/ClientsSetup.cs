using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients.UseCases;

namespace Portal.Business.Clients;

public static class ClientsSetup
{
    public static IServiceCollection AddClients(this IServiceCollection services) => services
        .AddScoped<CreateClient>();
}
