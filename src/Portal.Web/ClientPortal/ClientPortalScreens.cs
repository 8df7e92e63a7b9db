using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Portal.Business.ClientPortal.UseCases;
using Portal.Business.Common;
using Portal.Business.Receivables;
using Portal.Web.Kit;

namespace Portal.Web.ClientPortal;

/// <summary>Downloads of the client portal. What belongs to another client does not exist.</summary>
public static class ClientPortalScreens
{
    public static void MapClientPortal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/portal/documents/{id:long}", DownloadAsync).RequireAuthorization(Permissions.PortalUse);
        endpoints.MapGet("/portal/statements/{clientId:long}.pdf", async (
            long clientId, [FromQuery] long? entity, [FromQuery] string? currency, [FromQuery] DateOnly? day, [FromQuery] DateOnly? from, DrawOwnStatement draw,
            HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await draw.RunAsync(new StatementWish(clientId, entity, currency, day, from), ct))).RequireAuthorization(Permissions.PortalUse);
        endpoints.MapGet("/portal/logo/{legalEntityId:long}", async (long legalEntityId, ReadCompanyLogo read, HttpContext context, CancellationToken ct) =>
        {
            if (!(await read.RunAsync(legalEntityId, ct)).TryGet(out var logo))
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "private, max-age=3600";
            return Results.File(logo.Bytes, logo.ContentType);
        }).RequireAuthorization(Permissions.PortalUse);
    }

    /// <summary>The stored bytes as they were sent; the tag is their hash, so a browser that has them is told so.</summary>
    private static async Task<IResult> DownloadAsync(long id, ReadOwnDocument read, HttpContext context, CancellationToken ct)
    {
        if (!(await read.RunAsync(id, ct)).TryGet(out var file))
        {
            return Results.NotFound();
        }

        // Only what we made ourselves opens in the browser; anything else is saved.
        context.NameFile(file.Name, inBrowser: file.ContentType == "application/pdf");
        context.Response.Headers.CacheControl = FileAnswers.Asked;
        return Results.File(file.Bytes, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), lastModified: file.CreatedAt);
    }
}
