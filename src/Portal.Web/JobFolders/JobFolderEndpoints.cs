using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;

namespace Portal.Web.JobFolders;

public static class JobFolderEndpoints
{
    /// <summary>Files of jobs always come as downloads: a browser never opens what somebody uploaded as a page of ours.</summary>
    public static void MapJobFolders(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/jobs/documents/{id:long}", async (long id, [FromServices] DownloadJobDocument download, HttpContext context, CancellationToken ct) =>
        {
            var result = await download.RunAsync(new DownloadJobDocument.Input(id), ct);
            if (!result.TryGet(out var file))
            {
                return result.Refusal!.Kind == RefusalKind.Forbidden ? Results.Forbid() : Results.NotFound();
            }

            context.Response.Headers.CacheControl = "private, no-store";
            return Results.File(file.Bytes, file.ContentType, file.Name);
        }).RequireAuthorization();
}
