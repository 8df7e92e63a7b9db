using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Clients;

public static class ClientsSetup
{
    public static IServiceCollection AddClients(this IServiceCollection services) => services.AddUseCases("Clients");
}
