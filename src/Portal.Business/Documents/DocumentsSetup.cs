using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Invoicing.Documents;
using Portal.Business.Payments.Documents;

namespace Portal.Business.Documents;

public static class DocumentsSetup
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton<Letterheads>();
        services.AddScoped<InvoiceDocuments>();
        services.AddScoped<ReceiptDocuments>();
        return services;
    }
}
