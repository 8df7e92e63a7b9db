using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.JobFolders;

public static class JobFoldersScreens
{
    public static IServiceCollection AddJobFoldersScreens(this IServiceCollection services)
    {
        services.AddNavItem<JobFoldersPages>(Permissions.JobsView, "Jobs", Icons.Job, "/jobs", NavSection.Work, order: 10);
        services.AddNavItem<JobFoldersPages>(Permissions.InterventionsPlan, "JobFields", Icons.Tag, "/settings/job-fields", NavSection.WorkSettings, order: 40);
        services.AddCreateItem<JobFoldersPages>(Permissions.JobsEdit, "NewJob", Icons.Job, "/jobs/new", order: 30);
        services.AddSearchKind<JobFoldersPages>("job", "Job", Icons.Job, hit => $"/jobs/{hit.Id}", order: 200);
        services.AddList<JobList, ListJobs.Row>("jobs");
        return services;
    }
}
