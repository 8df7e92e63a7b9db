using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
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
            context.AnswerFile(await read.RunAsync(legalEntityId, ct), FileAnswers.KeptAWhile)).RequireAuthorization(Permissions.PortalUse);
    }

    /// <summary>The stored bytes as they were sent. Only what we made ourselves opens in the browser; anything else is saved.</summary>
    private static async Task<IResult> DownloadAsync(long id, ReadOwnDocument read, HttpContext context, CancellationToken ct)
    {
        var result = await read.RunAsync(id, ct);
        return result.TryGet(out var file) ? context.AnswerTagged(result, inBrowser: file.ContentType == MediaTypeNames.Application.Pdf) : Results.NotFound();
    }
}
