using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Catalog;

public static class CatalogSetup
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services.AddUseCases("Catalog");
}
