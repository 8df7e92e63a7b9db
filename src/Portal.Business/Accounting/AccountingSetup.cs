using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Business.Accounting.Forms;
using Portal.Business.Accounting.Gateways;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Business.Scheduling;

namespace Portal.Business.Accounting;

public static class AccountingSetup
{
    private const int ShortestSecret = 16;

    public static IServiceCollection AddAccounting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountingOptions>().Bind(configuration.GetSection(AccountingOptions.Section)).ValidateDataAnnotations()
            .Validate(
                o => o.Receiver.Address is null || (o.Receiver.Address is { IsAbsoluteUri: true, Scheme: "http" or "https" } && o.Receiver.Secret.Length >= ShortestSecret),
                $"Accounting:Receiver needs an http or https address and a secret of at least {ShortestSecret} characters.")
            .ValidateOnStart();
        services.TryAddSingleton<Steps>();
        foreach (var format in (IJournalFormat[])[new CsvFormat(), new XlsxFormat(), new HledgerFormat(), new FecFormat()])
        {
            services.AddSingleton(format.GetType(), format);
            services.AddSingleton(format);
            services.AddSingleton<IAccountingGateway>(provider => new JournalFolder(format, provider.GetRequiredService<IOptions<AccountingOptions>>()));
        }

        services.AddHttpClient(HttpReceiver.ClientName).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<IAccountingGateway, HttpReceiver>();
        services.AddScheduledWork<TransferToAccounting>(
            "transfer-to-accounting", typeof(AccountingText), WorkSchedule.Every(TimeSpan.FromSeconds(30)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), s => [("HandedOver", s.HandedOver), ("Failed", s.Failed)]));
        return services.AddUseCases("Accounting");
    }
}
