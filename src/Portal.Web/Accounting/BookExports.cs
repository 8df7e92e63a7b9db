using Portal.Business.Accounting;
using Portal.Business.Accounting.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Accounting;

/// <summary>Downloads of the books. The page asks first and shows a refusal beside its button; the address alone just answers "not found".</summary>
internal static class BookExports
{
    public static string JournalHref(long entityId, HandOverForm form, DateOnly from, DateOnly to) =>
        $"/accounting/exports/{entityId}/journal?form={form}&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}";

    public static string FecHref(long entityId, int year, bool withOpening) => $"/accounting/exports/{entityId}/fec/{year}{(withOpening ? "?opening=true" : "")}";

    public static string ArchiveHref(long entityId, int year) => $"/accounting/exports/{entityId}/archive/{year}";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(
            "/accounting/exports/{entityId:long}/journal",
            async (long entityId, HandOverForm form, DateOnly from, DateOnly to, ExportJournal export, HttpContext context, CancellationToken ct) =>
                await context.AnswerBookAsync(await export.RunAsync(new(entityId, form, from, to), ct), ct)).RequireAuthorization(Permissions.AccountingView);
        endpoints.MapGet(
            "/accounting/exports/{entityId:long}/fec/{year:int}",
            async (long entityId, int year, bool? opening, ExportFec export, HttpContext context, CancellationToken ct) =>
                await context.AnswerBookAsync(await export.RunAsync(new(entityId, year, opening == true), ct), ct)).RequireAuthorization(Permissions.AccountingView);
        endpoints.MapGet(
            "/accounting/exports/{entityId:long}/archive/{year:int}",
            async (long entityId, int year, ExportArchive export, HttpContext context, CancellationToken ct) =>
                await context.AnswerBookAsync(await export.RunAsync(new(entityId, year), ct), ct)).RequireAuthorization(Permissions.AuditView);
    }

    internal static async Task<IResult> AnswerBookAsync(this HttpContext context, Result<BookFile> result, CancellationToken ct) => result.TryGet(out var book)
        ? await context.AnswerWrittenAsync(book.Name, book.ContentType, async (target, cancel) => { await book.WriteAsync(target, cancel); return Result.Done; }, ct)
        : Results.NotFound();
}
