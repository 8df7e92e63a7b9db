using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Documents;
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
        services.AddNavItem<ReceivablesPages>(Permissions.ReportsView, "AgedReceivables", Icons.Report, "/receivables", order: 900);
        services.AddList<AgedList, AgedReceivables.Row>("aged-receivables");
        return services;
    }

    public static void MapReceivables(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/documents/statements/{clientId:long}.pdf", async (
            long clientId, [FromQuery] long? entity, [FromQuery] string? currency, [FromQuery] DateOnly? day, [FromQuery] DateOnly? from, DrawStatement draw,
            HttpContext context, CancellationToken ct) =>
            Answer(await draw.RunAsync(new StatementWish(clientId, entity, currency, day, from), ct), context)).RequireAuthorization(Permissions.PaymentsView);

    /// <summary>The file, opened in the browser; drawn anew each time.</summary>
    public static IResult Answer(Result<DocumentFile> drawn, HttpContext context)
    {
        if (!drawn.TryGet(out var file, out var refusal))
        {
            return Results.StatusCode(refusal.Kind switch
            {
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                _ => StatusCodes.Status400BadRequest,
            });
        }

        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.NameFile(file.Name, inBrowser: true);
        return Results.File(file.Bytes, file.ContentType);
    }
}
