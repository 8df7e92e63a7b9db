using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Receivables;
using Portal.Business.Receivables.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Receivables;

public static class ReceivablesScreens
{
    public static IServiceCollection AddReceivablesScreens(this IServiceCollection services)
    {
        services.AddNavItem<ReceivablesPages>(Permissions.ReportsView, "AgedReceivables", Icons.Report, "/receivables", NavSection.Reports, order: 20);
        services.AddList<AgedList, AgedReceivables.Row>("aged-receivables");
        return services;
    }

    public static void MapReceivables(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/documents/statements/{clientId:long}.pdf", async (
            long clientId, [FromQuery] long? entity, [FromQuery] string? currency, [FromQuery] DateOnly? day, [FromQuery] DateOnly? from, DrawStatement draw,
            HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await draw.RunAsync(new StatementWish(clientId, entity, currency, day, from), ct))).RequireAuthorization(Permissions.PaymentsView);
}
