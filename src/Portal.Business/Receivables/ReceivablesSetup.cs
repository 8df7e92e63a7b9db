using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Mail;
using Portal.Business.Receivables.Documents;

namespace Portal.Business.Receivables;

public static class ReceivablesSetup
{
    public static IServiceCollection AddReceivables(this IServiceCollection services)
    {
        services.AddScoped<StatementDocuments>();
        services.AddScoped<StatementMail>();
        services.AddScoped<IMessageFollower, StatementSendings>();
        services.AddMailKind(StatementMail.Kind);
        return services.AddUseCases("Receivables");
    }
}
