using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using Portal.Business.Common;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Timesheets.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Invoicing;

/// <summary>The PDF of an invoice, to whom the use case lets see it.</summary>
public static class InvoiceEndpoints
{
    public static void MapInvoices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/documents/invoices/{id:long}.pdf", OpenAsync).RequireAuthorization();
        endpoints.MapGet("/documents/invoices/{id:long}/timesheet.pdf", async (long id, [FromServices] DrawInvoiceTimesheet draw, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await draw.RunAsync(new(id), ct))).RequireAuthorization(Permissions.InvoicesView);
        endpoints.MapPost("/documents/invoices.pdf", PrintAsync).RequireAuthorization(Permissions.InvoicesView);
    }

    public static string HrefOf(long invoiceId, int? version = null) => $"/documents/invoices/{invoiceId}.pdf{(version is null ? "" : $"?v={version}")}";

    private static async Task<IResult> OpenAsync(long id, [FromServices] OpenInvoiceDocument open, HttpContext context, CancellationToken ct)
    {
        var result = await open.RunAsync(new OpenInvoiceDocument.Input(id), ct);
        if (!result.TryGet(out var file))
        {
            return context.AnswerFile(result);
        }

        context.Response.Headers.CacheControl = FileAnswers.Asked;
        context.NameFile(file.Name, inBrowser: true);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(file.Bytes))}\"");
        return Results.File(file.Bytes, file.ContentType, entityTag: tag);
    }

    /// <summary>Several in one file: those named in the form, or all that the filter of the address finds.</summary>
    private static async Task<IResult> PrintAsync(
        [FromForm] string? ids, [FromServices] PrintInvoices print, [FromServices] IStringLocalizer<InvoicingPages> texts, [FromServices] RefusalTexts refusals, HttpContext context, CancellationToken ct)
    {
        var query = ListQuery.Read(context.Request.QueryString.Value ?? "");
        var filter = string.IsNullOrEmpty(ids) ? InvoiceFilters.Of(query) : InvoiceFilters.Of(new ListQuery { View = "all", Keys = ids.Split(',').ToHashSet(StringComparer.Ordinal) });
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var result = await print.RunAsync(new PrintInvoices.Input(filter, texts["Invoices"], CultureInfo.CurrentUICulture.Name, file), ct);
            if (result.Refusal is { } refusal)
            {
                await file.DisposeAsync();
                return refusal.Kind == RefusalKind.Invalid ? Results.Text(refusals.Say(refusal), statusCode: StatusCodes.Status400BadRequest) : Results.StatusCode(StatusCodes.Status404NotFound);
            }
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }

        file.Position = 0;
        context.NameFile($"{texts["Invoices"].Value}.pdf", inBrowser: true);
        return Results.File(file, MediaTypeNames.Application.Pdf);
    }
}
