using Portal.Business.Common;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Web.Helpdesk.Hours;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Helpdesk;

public static class HelpdeskScreens
{
    public static IServiceCollection AddHelpdeskScreens(this IServiceCollection services)
    {
        services.AddNavItem<HelpdeskPages>(Permissions.HelpdeskView, "PrepaidHours", Icons.Clock, "/hours", order: 435);
        services.AddList<HoursList, ListHoursPacks.Row>("hours");
        return services;
    }
}
