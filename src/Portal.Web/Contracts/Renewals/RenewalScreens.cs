using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Contracts.Indexation;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Contracts.Renewals;

public static class RenewalScreens
{
    public static IServiceCollection AddRenewalScreens(this IServiceCollection services)
    {
        services.AddNavItem<RenewalPages>(Permissions.ContractsView, "Renewals", Icons.Refresh, "/contracts/renewals", NavSection.Contracts, order: 30);
        services.AddNavItem<IndexationPages>(Permissions.ContractsIndex, "Indexation", Icons.Report, "/contracts/indexation", NavSection.Contracts, order: 40);
        services.AddNavItem<IndexationPages>(Permissions.ContractsIndex, "PriceIndexes", Icons.Report, "/settings/price-indexes", NavSection.WorkSettings, order: 10);
        services.AddNavItem<RenewalPages>(Permissions.ContractsEdit, "Settings", Icons.Refresh, "/settings/renewals", NavSection.WorkSettings, order: 20);
        services.AddList<RenewalList, ListRenewals.Row>("renewals");
        services.AddList<PriceIndexList, ListPriceIndexes.Row>("price-indexes");
        services.AddList<IndexationHistoryList, ListIndexations.Row>("indexations");
        return services;
    }

    public static void MapRenewals(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/documents/indexations/{id:long}.pdf", async (long id, [FromQuery] long? client, DrawIndexationLetter draw, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await draw.RunAsync(new DrawIndexationLetter.Input(id, client), ct))).RequireAuthorization(Permissions.ContractsIndex);
}
