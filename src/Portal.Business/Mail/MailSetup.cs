using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Mail.Sms;
using Portal.Business.Mail.UseCases;
using Portal.Business.Mail.Wire;
using Portal.Business.Scheduling;

namespace Portal.Business.Mail;

public static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        services.TryAddSingleton<Steps>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<MailKinds>();
        services.AddSingleton<MailComposer>();
        services.AddSingleton<IMailTransport>(provider =>
            provider.GetRequiredService<IOptions<MailOptions>>().Value.Delivery == MailDelivery.Smtp
                ? ActivatorUtilities.CreateInstance<SmtpTransport>(provider)
                : ActivatorUtilities.CreateInstance<PickupFolder>(provider));
        services.AddScoped<MessageDelivery>();
        services.AddUseCases("Mail");
        services.AddMailKind(new MailKind("mail.test", typeof(MailText), "Person.Name", "Test.Time"));
        services.AddScheduledWork<SendOutbox>(
            "send-outbox", typeof(MailText), WorkSchedule.Every(TimeSpan.FromSeconds(10)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), run => [("Sent", run.Sent), ("PutOff", run.PutOff), ("Failed", run.Failed)]));
        services.AddOptions<SmsOptions>().Bind(configuration.GetSection(SmsOptions.Section));
        services.AddOptions<SmsOptions>().PostConfigure<IServiceProvider>(static (sms, provider) =>
            sms.Delivery ??= provider.GetService<IHostEnvironment>()?.IsDevelopment() == true ? SmsDelivery.Practice : SmsDelivery.None);
        services.AddHttpClient(HttpSms.ClientName).ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddSingleton<ISmsGateway, HttpSms>();
        services.AddSingleton<ISmsGateway, PracticeSms>();
        services.AddSingleton<SmsGateways>();
        services.AddScheduledWork<SendTextMessages>(
            "send-text-messages", typeof(MailText), WorkSchedule.Every(TimeSpan.FromSeconds(10)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), run => [("Sent", run.Sent), ("PutOff", run.PutOff), ("Failed", run.Failed)]));
        services.AddScheduledWork<CleanUpMessages>(
            "clean-up-messages", typeof(MailText), WorkSchedule.DailyAt(new TimeOnly(3, 20)),
            async (work, _, ct) => WorkSummary.Of(await work.RunAsync(ct), deleted => [("Deleted", deleted)]));
        return services;
    }

    /// <summary>Declares a kind of message, so that its wording can be edited in the settings.</summary>
    public static IServiceCollection AddMailKind(this IServiceCollection services, MailKind kind) => services.AddSingleton(kind);
}
