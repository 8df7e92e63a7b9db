using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Interventions.Visits;

public static class VisitScreens
{
    public static IServiceCollection AddVisitScreens(this IServiceCollection services)
    {
        services.AddNavItem<VisitPages>(Permissions.InterventionsPlan, "TaskTypes", Icons.Check, "/settings/task-types", NavSection.WorkSettings, order: 50);
        services.AddNavItem<VisitPages>(Permissions.TimesheetsApprove, "WorkRules", Icons.Clock, "/settings/work", NavSection.WorkSettings, order: 60);
        return services.AddScoped<VisitPresses>();
    }

    public static void MapVisits(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/visits/{id:long}/files/{documentId:long}", ReadAsync).RequireAuthorization();
        endpoints.MapPost("/day/visits/{id:long}/report", async (
            long id, [FromForm] string? report, [FromForm] string? seen, WriteReport write, RefusalTexts texts, CancellationToken ct) =>
            Answer(await write.RunAsync(new WriteReport.Input(id, report ?? "", seen ?? ""), ct), texts)).RequireAuthorization(Permissions.InterventionsDo);
        endpoints.MapPost("/day/visits/{id:long}/photos", async (
            long id, [FromForm] Guid key, IFormFile photo, AddVisitPhoto add, RefusalTexts texts, CancellationToken ct) =>
        {
            var file = VisitForm.FileOf(photo);
            return Answer(await add.RunAsync(new AddVisitPhoto.Input(id, key, file.Name, file.Bytes), ct), texts);
        }).RequireAuthorization(Permissions.InterventionsDo);
    }

    /// <summary>
    /// Pictures and our own PDF open in the browser; their types were checked when they came. Each time it is asked whether they still are the
    /// reader's: who has signed out of a phone that others use leaves no photos to be seen.
    /// </summary>
    private static async Task<IResult> ReadAsync(long id, long documentId, ReadVisitFile read, HttpContext context, CancellationToken ct) =>
        context.AnswerTagged(await read.RunAsync(new ReadVisitFile.Input(id, documentId), ct));

    /// <summary>For scripts: 204, or the reason in words.</summary>
    private static IResult Answer(Result result, RefusalTexts texts) => result.Succeeded
        ? Results.NoContent()
        : Results.Text(texts.Say(result.Refusal!), statusCode: result.Refusal!.Kind switch
        {
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status422UnprocessableEntity,
        });
}
