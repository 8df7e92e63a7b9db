using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Documents;
using Portal.Business.Quotes.UseCases;
using Portal.Web.Kit;
using Portal.Web.Shell;

namespace Portal.Web.Quotes;

/// <summary>Downloads of quotes: for staff and client users by permission, for everybody by a personal link.</summary>
public static class QuoteEndpoints
{
    public static void MapQuotes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/quotes/{id:long}/document.pdf", async (long id, [FromServices] DownloadQuote download, HttpContext context, CancellationToken ct) =>
            Serve(context, await download.RunAsync(new DownloadQuote.Input(id), ct))).RequireAuthorization();
        endpoints.MapGet("/q/{secret:maxlength(200)}/document.pdf", async (string secret, [FromServices] DownloadQuoteByLink download, HttpContext context, CancellationToken ct) =>
            Serve(context, await download.RunAsync(new DownloadQuoteByLink.Input(secret), ct))).AllowAnonymous().RequireRateLimiting(RateLimits.PublicLink);
        endpoints.MapGet("/q/{secret:maxlength(200)}/logo", async (string secret, [FromServices] DownloadQuoteByLink download, HttpContext context, CancellationToken ct) =>
            Serve(context, await download.RunAsync(new DownloadQuoteByLink.Input(secret, Logo: true), ct))).AllowAnonymous().RequireRateLimiting(RateLimits.PublicLink);
    }

    /// <summary>Shown in the browser under its own name; never kept by a cache nor indexed.</summary>
    private static IResult Serve(HttpContext context, Result<DocumentFile> result)
    {
        var headers = context.Response.Headers;
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Referrer-Policy"] = "no-referrer";
        return context.AnswerFile(result);
    }
}
