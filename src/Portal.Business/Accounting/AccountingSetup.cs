using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Common;

namespace Portal.Business.Accounting;

public static class AccountingSetup
{
    public static IServiceCollection AddAccounting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountingOptions>().Bind(configuration.GetSection(AccountingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<Steps>();
        services.AddSingleton<IAccountingGateway, JournalFolder>();
        return services.AddUseCases("Accounting");
    }
}
