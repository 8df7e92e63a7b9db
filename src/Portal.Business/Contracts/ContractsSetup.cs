using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Contracts;

public static class ContractsSetup
{
    public static IServiceCollection AddContracts(this IServiceCollection services) => services.AddUseCases("Contracts");
}
