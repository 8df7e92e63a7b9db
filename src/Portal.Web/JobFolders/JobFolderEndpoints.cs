using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.JobFolders;

public static class JobFolderEndpoints
{
    /// <summary>Lets the browser's own viewers draw the file in a frame of ours, and nothing else.</summary>
    private const string ViewerPolicy = "default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    /// <summary>
    /// Files of jobs come as downloads. Only those of which the bytes were seen to be a PDF or an image are shown too: a browser never opens
    /// what somebody uploaded as a page of ours.
    /// </summary>
    public static void MapJobFolders(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/jobs/documents/{id:long}", (long id, [FromServices] DownloadJobDocument download, HttpContext context, CancellationToken ct) =>
            OpenAsync(id, inBrowser: false, download, context, ct)).RequireAuthorization();
        endpoints.MapGet("/jobs/documents/{id:long}/view", (long id, [FromServices] DownloadJobDocument download, HttpContext context, CancellationToken ct) =>
            OpenAsync(id, inBrowser: true, download, context, ct)).RequireAuthorization();
    }

    public static string HrefOf(long documentId) => $"/jobs/documents/{documentId}";

    public static string ViewOf(long documentId) => $"/jobs/documents/{documentId}/view";

    public static bool IsShown(string contentType) => contentType is "application/pdf" or "image/png" or "image/jpeg" or "image/webp";

    private static async Task<IResult> OpenAsync(long id, bool inBrowser, DownloadJobDocument download, HttpContext context, CancellationToken ct)
    {
        var result = await download.RunAsync(new DownloadJobDocument.Input(id), ct);
        if (!result.TryGet(out var file))
        {
            return result.Refusal!.Kind == RefusalKind.Forbidden ? Results.Forbid() : Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        var shown = inBrowser && IsShown(file.ContentType);
        if (shown)
        {
            headers.ContentSecurityPolicy = ViewerPolicy;
        }

        headers.NameFile(file.Name, inBrowser: shown);
        return Results.File(file.Bytes, file.ContentType);
    }
}
