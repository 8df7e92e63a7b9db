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

    private static async Task<IResult> OpenAsync(long id, [FromServices] OpenInvoiceDocument open, HttpContext context, CancellationToken ct) =>
        context.AnswerTagged(await open.RunAsync(new OpenInvoiceDocument.Input(id), ct));

    /// <summary>Several in one file: those named in the form, or all that the filter of the address finds.</summary>
    private static async Task<IResult> PrintAsync(
        [FromForm] string? ids, [FromServices] PrintInvoices print, [FromServices] IStringLocalizer<InvoicingPages> texts, [FromServices] RefusalTexts refusals, HttpContext context, CancellationToken ct)
    {
        var query = ListQuery.Read(context.Request.QueryString.Value ?? "");
        var filter = string.IsNullOrEmpty(ids) ? InvoiceFilters.Of(query) : InvoiceFilters.Of(new ListQuery { View = "all", Keys = ids.Split(',').ToHashSet(StringComparer.Ordinal) });
        Refusal? refused = null;
        var answer = await context.AnswerWrittenAsync(
            $"{texts["Invoices"].Value}.pdf", MediaTypeNames.Application.Pdf,
            async (file, cancel) =>
            {
                var result = await print.RunAsync(new PrintInvoices.Input(filter, texts["Invoices"], CultureInfo.CurrentUICulture.Name, file), cancel);
                refused = result.Refusal;
                return result.Succeeded ? Result.Done : Result.Refused(result.Refusals);
            },
            ct, inBrowser: true);
        return refused is { Kind: RefusalKind.Invalid } ? Results.Text(refusals.Say(refused), statusCode: StatusCodes.Status400BadRequest) : answer;
    }
}
