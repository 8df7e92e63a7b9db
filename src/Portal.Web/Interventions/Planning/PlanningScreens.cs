using Portal.Business.Common;
using Portal.Business.Interventions.UseCases;
using Portal.Business.Interventions.UseCases.Settings;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Interventions.Planning;

public static class PlanningScreens
{
    public static IServiceCollection AddPlanningScreens(this IServiceCollection services)
    {
        services.AddNavItem<PlanningPages>(Permissions.InterventionsPlan, "Technicians", Icons.Person, "/settings/technicians", NavSection.WorkSettings, order: 70);
        services.AddNavItem<PlanningPages>(Permissions.InterventionsPlan, "PlanningSettings", Icons.Calendar, "/settings/planning", NavSection.WorkSettings, order: 80);
        services.AddScoped<PlanningDrops>();
        services.AddList<TechnicianList, ListTechnicians.Row>("technicians");
        services.AddList<VisitList, ListVisits.Row>("visits");
        return services;
    }

    /// <summary>The feed of a technician: whoever has its address may read it.</summary>
    public static void MapCalendarFeeds(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/calendar/{secret}.ics", async (string secret, ReadCalendarFeed read, HttpContext context, CancellationToken ct) =>
        {
            context.Response.Headers.CacheControl = "private, no-store";
            return (await read.RunAsync(secret, ct)).TryGet(out var file) ? Results.Bytes(file.Bytes, file.ContentType) : Results.NotFound();
        }).AllowAnonymous().RequireRateLimiting(RateLimits.PublicLink);
}
