using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>The PDF of an invoice, to whom the use case lets see it.</summary>
public static class InvoiceEndpoints
{
    /// <summary>Lets the browser's own viewer draw the file in a frame of ours, and nothing else.</summary>
    private const string ViewerPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

    public static void MapInvoices(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/documents/invoices/{id:long}.pdf", OpenAsync).RequireAuthorization();

    public static string HrefOf(long invoiceId, int? version = null) => $"/documents/invoices/{invoiceId}.pdf{(version is null ? "" : $"?v={version}")}";

    private static async Task<IResult> OpenAsync(long id, [FromServices] OpenInvoiceDocument open, HttpContext context, CancellationToken ct)
    {
        var result = await open.RunAsync(new OpenInvoiceDocument.Input(id), ct);
        if (!result.TryGet(out var file, out var refusal))
        {
            return Results.StatusCode(refusal.Kind == RefusalKind.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ViewerPolicy;
        headers.CacheControl = "private, no-cache";
        headers.NameFile(file.Name, inBrowser: true);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file.Bytes))}\"");
        return Results.File(file.Bytes, file.ContentType, entityTag: tag);
    }
}
