using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Operations;

public static class OperationsSetup
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services.AddUseCases("Operations");
}
