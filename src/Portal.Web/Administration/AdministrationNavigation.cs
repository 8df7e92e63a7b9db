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
        services.AddNavItem<AdministrationPages>(Permissions.UsersManage, "Users", Icons.Clients, "/settings/users", NavSection.Administration, order: 30);
        services.AddNavItem<AdministrationPages>(Permissions.UsersManage, "Roles", Icons.Roles, "/settings/roles", NavSection.Administration, order: 40);
        services.AddNavItem<AdministrationPages>(Permissions.AuditView, "Audit", Icons.Audit, "/settings/audit", NavSection.Administration, order: 50);
    }
}
