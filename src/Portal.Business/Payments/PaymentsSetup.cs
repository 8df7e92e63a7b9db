using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Business.Mail;
using Portal.Business.Payments.Online;
using Portal.Business.Payments.UseCases;
using Portal.Business.Scheduling;

namespace Portal.Business.Payments;

public static class PaymentsSetup
{
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(PaymentsOptions.Section);
        services.AddOptions<PaymentsOptions>()
            .Configure<IServiceProvider>((options, provider) => options.Provider =
                provider.GetService<IHostEnvironment>()?.IsDevelopment() == true ? OnlineProvider.Practice : OnlineProvider.None)
            .Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaymentsOptions>, PaymentsOptionsCheck>();
        services.AddHttpClient(StripeCheckoutProvider.ProviderName);
        services.AddSingleton<PracticeDesk>();
        services.AddSingleton<IPaymentProvider, PracticeProvider>();
        services.AddSingleton<IPaymentProvider, StripeCheckoutProvider>();
        services.AddSingleton<PaymentProviders>();
        services.AddScoped<PaymentReceipts>();
        services.AddScoped<PaymentIntake>();
        services.AddScoped<PaymentUndoing>();
        services.AddScoped<RefundIntake>();
        services.AddScoped<WriteOffs>();
        services.AddScoped<OnlineConclusion>();
        services.AddScoped<MoneyTakenBack>();
        services.AddScoped<TakenBackMail>();
        services.AddMailKind(TakenBackMail.Kind);
        services.AddScoped<EarlierVisits>();
        services.AddScoped<IMessageFollower, ReceiptSendings>();
        services.AddMailKind(new MailKind(
            PaymentReceipts.MailKind, typeof(PaymentsText), "Contact.Name", "Payment.Number", "Payment.Amount", "Payment.Date", "Payment.Method",
            "Payment.Invoices", "Payment.Credit"));
        services.AddScheduledWork<CheckOnlinePayments>(
            "check-online-payments", typeof(PaymentsText), WorkSchedule.Every(TimeSpan.FromMinutes(2)),
            async (work, _, ct) => WorkSummary.Of(
                await work.RunAsync(ct), s => [("Checked", s.Checked), ("Succeeded", s.Succeeded), ("Open", s.Open)]));
        return services.AddUseCases("Payments");
    }
}
