using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Administration.Scheduler;

public static class SchedulerScreens
{
    public static IServiceCollection AddSchedulerScreens(this IServiceCollection services) =>
        services.AddNavItem<SchedulerPages>(Permissions.SchedulerManage, "Scheduler", Icons.Clock, "/settings/scheduler", NavSection.Administration, order: 20);
}
