using Microsoft.AspNetCore.Mvc;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.JobFolders;

public static class JobFolderEndpoints
{
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

    private static async Task<IResult> OpenAsync(long id, bool inBrowser, DownloadJobDocument download, HttpContext context, CancellationToken ct) =>
        context.AnswerFile(await download.RunAsync(new DownloadJobDocument.Input(id), ct), inBrowser: inBrowser);
}
