using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Scheduling;

namespace Portal.Business.Accounting;

public static class AccountingSetup
{
    public static IServiceCollection AddAccounting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountingOptions>().Bind(configuration.GetSection(AccountingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<Steps>();
        services.AddSingleton<IAccountingGateway, JournalFolder>();
        services.AddScheduledWork<TransferToAccounting>(
            "transfer-to-accounting", typeof(AccountingText), WorkSchedule.Every(TimeSpan.FromSeconds(30)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), s => [("HandedOver", s.HandedOver), ("Failed", s.Failed)]));
        return services.AddUseCases("Accounting");
    }
}
