using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Banking.Matching;

namespace Portal.Business.Banking;

public static class BankingSetup
{
    public static IServiceCollection AddBanking(this IServiceCollection services)
    {
        services.AddScoped<LineSettling>();
        services.AddScoped<LineConfirmation>();
        services.AddScoped<DemoBank>();
        return services.AddUseCases("Banking");
    }
}
