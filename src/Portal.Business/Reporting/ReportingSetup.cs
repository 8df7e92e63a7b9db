using Microsoft.Extensions.DependencyInjection;

namespace Portal.Business.Reporting;

public static class ReportingSetup
{
    public static IServiceCollection AddReporting(this IServiceCollection services) => services.AddUseCases("Reporting");
}
