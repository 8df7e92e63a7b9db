using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.ClientPortal;

public static class ClientPortalSetup
{
    public static IServiceCollection AddClientPortal(this IServiceCollection services) => services.AddUseCases("ClientPortal");
}
