using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Companies;

public static class CompaniesSetup
{
    public static IServiceCollection AddCompanies(this IServiceCollection services) => services.AddSingleton<CompanyBooks>().AddScoped<HouseColor>().AddUseCases("Companies");
}
