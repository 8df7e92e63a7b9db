using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Timesheets;

public static class TimesheetsSetup
{
    public static IServiceCollection AddTimesheets(this IServiceCollection services)
    {
        services.AddSingleton<Documents.InvoiceTimesheets>();
        return services.AddUseCases("Timesheets");
    }
}
