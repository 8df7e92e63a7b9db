using Portal.Business.Accounts.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Administration;

public static class AdministrationNavigation
{
    public static void AddAdministrationScreens(this IServiceCollection services)
    {
        services.AddScoped<AccountNames>();
        services.AddScoped<AuditWords>();
        services.AddList<UserList, UserRow>("users");
        services.AddList<AuditList, AuditRow>("audit");
        services.AddNavItem<AdministrationPages>(Permissions.UsersManage, "Users", Icons.Clients, "/settings/users", NavItem.Settings + 800);
        services.AddNavItem<AdministrationPages>(Permissions.UsersManage, "Roles", Icons.Roles, "/settings/roles", NavItem.Settings + 810);
        services.AddNavItem<AdministrationPages>(Permissions.AuditView, "Audit", Icons.Audit, "/settings/audit", NavItem.Settings + 820);
    }
}
