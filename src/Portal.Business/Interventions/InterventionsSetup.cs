using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Interventions;

public static class InterventionsSetup
{
    public static IServiceCollection AddInterventions(this IServiceCollection services) => services.AddUseCases("Interventions");
}
