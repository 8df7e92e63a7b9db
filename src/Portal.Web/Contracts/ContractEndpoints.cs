using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Business.Documents;
using Portal.Web.Kit;
using Portal.Web.PersonalLinks;
using Portal.Web.Shell;

namespace Portal.Web.Contracts;

/// <summary>Documents of contracts: to whom the use case lets see them, and to everybody by a personal link.</summary>
public static class ContractEndpoints
{
    public static void MapContracts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/contracts/{id:long}/document.pdf", async (long id, [FromServices] DownloadContract download, HttpContext context, CancellationToken ct) =>
            Serve(context, await download.RunAsync(new DownloadContract.Input(id), ct))).RequireAuthorization();
        endpoints.MapGet("/contracts/documents/{id:long}", async (long id, [FromServices] DownloadContractDocument download, HttpContext context, CancellationToken ct) =>
            Serve(context, await download.RunAsync(id, ct))).RequireAuthorization(Permissions.ContractsView);
        endpoints.MapGet("/c/{secret:maxlength(200)}/document.pdf", async (string secret, [FromServices] DownloadContractByLink download, HttpContext context, CancellationToken ct) =>
            ServePrivately(context, await download.RunAsync(new DownloadContractByLink.Input(secret), ct))).AllowAnonymous().RequireRateLimiting(RateLimits.PublicLink);
        endpoints.MapGet("/c/{secret:maxlength(200)}/logo", async (string secret, [FromServices] DownloadContractByLink download, HttpContext context, CancellationToken ct) =>
            ServePrivately(context, await download.RunAsync(new DownloadContractByLink.Input(secret, Logo: true), ct))).AllowAnonymous().RequireRateLimiting(RateLimits.PublicLink);
    }

    public static string HrefOf(long contractId) => $"/contracts/{contractId}/document.pdf";

    /// <summary>A stored document: a version that was sent, the signed one, a proof.</summary>
    public static string DocumentOf(long documentId) => $"/contracts/documents/{documentId}";

    private static IResult ServePrivately(HttpContext context, Result<DocumentFile> result)
    {
        var served = Serve(context, result);
        AnswerForm.KeepPrivate(context);
        return served;
    }

    private static IResult Serve(HttpContext context, Result<DocumentFile> result) => context.AnswerFile(result, FileAnswers.Asked);
}
