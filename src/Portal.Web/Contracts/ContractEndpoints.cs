using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Contracts;

/// <summary>The PDF of a contract, to whom the use case lets see it.</summary>
public static class ContractEndpoints
{
    public static void MapContracts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/contracts/{id:long}/document.pdf", DownloadAsync).RequireAuthorization();

    public static string HrefOf(long contractId) => $"/contracts/{contractId}/document.pdf";

    private static async Task<IResult> DownloadAsync(long id, [FromServices] DownloadContract download, HttpContext context, CancellationToken ct)
    {
        var result = await download.RunAsync(new DownloadContract.Input(id), ct);
        if (!result.TryGet(out var file, out var refusal))
        {
            return refusal.Kind == RefusalKind.Forbidden ? Results.Forbid() : Results.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.NameFile(file.Name, inBrowser: true);
        return Results.File(file.Bytes, file.ContentType);
    }
}
