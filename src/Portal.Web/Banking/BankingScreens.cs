using Portal.Business.Banking.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Banking;

public static class BankingScreens
{
    public static IServiceCollection AddBankingScreens(this IServiceCollection services)
    {
        services.AddNavItem<BankingPages>(Permissions.PaymentsView, "Bank", Icons.Bank, "/bank", NavSection.Invoicing, order: 30);
        services.AddNavItem<BankingPages>(Permissions.SettingsManage, "BankAccounts", Icons.Bank, "/settings/bank-accounts", NavSection.CompanySettings, order: 20);
        services.AddList<BankLineList, ListBankLines.Row>("bank-lines");
        services.AddList<BankStatementList, ListBankStatements.Row>("bank-statements");
        return services;
    }
}
