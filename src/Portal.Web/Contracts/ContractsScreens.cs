using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Contracts;

public static class ContractsScreens
{
    public static IServiceCollection AddContractsScreens(this IServiceCollection services)
    {
        services.AddNavItem<ContractsPages>(Permissions.ContractsView, "Contracts", Icons.Contract, "/contracts", NavSection.Contracts, order: 10);
        services.AddCreateItem<ContractsPages>(Permissions.ContractsEdit, "NewContract", Icons.Contract, "/contracts/new", order: 45);
        services.AddScoped<ContractPayers>();
        services.AddList<ContractList, ListContracts.Row>("contracts");
        services.AddList<ContractLineList, ListContractLines.Row>("contract-lines");
        return services;
    }
}
