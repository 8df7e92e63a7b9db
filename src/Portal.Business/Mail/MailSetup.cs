using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Mail.Wire;

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
        return services;
    }

    /// <summary>Declares a kind of message, so that its wording can be edited in the settings.</summary>
    public static IServiceCollection AddMailKind(this IServiceCollection services, MailKind kind) => services.AddSingleton(kind);
}
