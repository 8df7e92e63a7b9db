using Portal.Web.Kit;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Home;

public static class HomeScreens
{
    public static IServiceCollection AddHomeScreens(this IServiceCollection services) =>
        services.AddNavItem<HomePages>(null, "Today", Icons.Home, "/", NavSection.Start, order: 10);
}
