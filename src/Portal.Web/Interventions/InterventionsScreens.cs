using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Interventions;

public static class InterventionsScreens
{
    public static IServiceCollection AddInterventionsScreens(this IServiceCollection services)
    {
        services.AddNavItem<InterventionsPages>(Permissions.InterventionsView, "Requests", Icons.Phone, "/requests", order: 350);
        services.AddNavItem<InterventionsPages>(Permissions.InterventionsView, "Planning", Icons.Calendar, "/planning", order: 400);
        services.AddNavItem<InterventionsPages>(Permissions.InterventionsDo, "MyDay", Icons.Clock, "/day", order: 410);
        return services;
    }
}
