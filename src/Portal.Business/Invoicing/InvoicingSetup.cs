using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing;

public static class InvoicingSetup
{
    public static IServiceCollection AddInvoicing(this IServiceCollection services)
    {
        services.AddUseCases("Invoicing");
        services.AddScoped<InvoiceIssuing>();
        services.AddSingleton<InvoiceMail>();
        foreach (var kind in InvoiceMail.Kinds)
        {
            services.AddMailKind(kind);
        }

        return services;
    }
}
