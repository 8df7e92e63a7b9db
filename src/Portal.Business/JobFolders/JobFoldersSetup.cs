using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Common;

namespace Portal.Business.JobFolders;

public static class JobFoldersSetup
{
    public static IServiceCollection AddJobFolders(this IServiceCollection services)
    {
        services.AddSingleton<TimelineTexts>();
        services.AddScoped<ISearchSource, JobSearch>();
        return services.AddUseCases("JobFolders");
    }
}
