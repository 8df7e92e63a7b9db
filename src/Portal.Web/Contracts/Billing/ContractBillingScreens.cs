using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Contracts.Billing;

public static class ContractBillingScreens
{
    public static IServiceCollection AddContractBillingScreens(this IServiceCollection services)
    {
        services.AddNavItem<ContractBillingPages>(Permissions.ContractsBill, "Billing", Icons.Invoice, "/contracts/billing", NavSection.Contracts, order: 20);
        services.AddNavItem<ContractBillingPages>(Permissions.ContractsLimit, "Limits", Icons.Invoice, "/settings/billing-limits", NavSection.WorkSettings, order: 30);
        services.AddList<BillingLimitList, ListBillingLimits.Row>("billing-limits");
        services.AddList<ParkedList, ListParkedBillings.Row>("parked-billings");
        return services;
    }
}
