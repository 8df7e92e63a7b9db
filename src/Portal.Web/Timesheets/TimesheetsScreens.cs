using Portal.Business.Common;
using Portal.Business.Timesheets.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Timesheets;

public static class TimesheetsScreens
{
    public static IServiceCollection AddTimesheetsScreens(this IServiceCollection services)
    {
        services.AddNavItem<TimesheetsPages>(Permissions.TimesheetsOwn, "MyTime", Icons.Clock, "/time", NavSection.Work, order: 50);
        services.AddNavItem<TimesheetsPages>(Permissions.TimesheetsView, "Timesheets", Icons.Columns, "/timesheets", NavSection.Work, order: 60);
        services.AddList<PeopleCostList, ListPeopleCosts.Row>("costs");
        services.AddList<TimesheetList, ListTimeEntries.Row>("timesheets");
        return services;
    }
}
