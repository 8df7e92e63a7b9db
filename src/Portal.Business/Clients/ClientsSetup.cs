using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;

namespace Portal.Business.Clients;

public static class ClientsSetup
{
    public static IServiceCollection AddClients(this IServiceCollection services) => services
        .AddScoped<ISearchSource, ClientSearch>()
        .AddUseCases("Clients");
}
