using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Business.Clients;
using Portal.Business.Common;

namespace Portal.Business.JobFolders;

public static class JobFoldersSetup
{
    public static IServiceCollection AddJobFolders(this IServiceCollection services)
    {
        services.AddSingleton<TimelineTexts>();
        services.AddScoped<ISearchSource, JobSearch>();
        services.AddSingleton(new ClientCounter("Jobs", 20, Permissions.JobsView, (db, client, ct) => db.Jobs.CountAsync(j => j.ClientId == client, ct)));
        return services.AddUseCases("JobFolders");
    }
}
