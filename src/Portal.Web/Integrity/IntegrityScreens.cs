using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Integrity;
using Portal.Business.Integrity.UseCases;
using Portal.Web.Accounting;
using Portal.Web.Kit;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Integrity;

public static class IntegrityScreens
{
    public static void AddIntegrityScreens(this IServiceCollection services)
    {
        services.AddScoped<FindingWords>();
        services.AddNavItem<IntegrityPages>(Permissions.AuditView, "Integrity", Icons.Link, "/settings/integrity", NavSection.Administration, order: 60);
    }

    public static string ChainHref(long entityId) => $"/settings/integrity/{entityId}/chain";

    public static string ClosingHref(long entityId, DateOnly from, DateOnly to) => $"/settings/integrity/{entityId}/closing?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}";

    public static void MapIntegrity(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/settings/integrity/{entityId:long}/chain", async (long entityId, ExportChain export, HttpContext context, CancellationToken ct) =>
            await context.AnswerBookAsync(await export.RunAsync(entityId, ct), ct)).RequireAuthorization(Permissions.AuditView);
        endpoints.MapGet(
            "/settings/integrity/{entityId:long}/closing",
            async (long entityId, DateOnly from, DateOnly to, ShowClosing show, IStringLocalizer<IntegrityText> texts, HttpContext context, CancellationToken ct) =>
                context.AnswerFile((await show.RunAsync(new(entityId, from, to), ct)).TryGet(out var closing, out var refusal) ? ClosingStatement.Write(closing, texts) : refusal))
            .RequireAuthorization(Permissions.AuditView);
    }
}
