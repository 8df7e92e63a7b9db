using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Interventions.Requests;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Interventions;

public static class InterventionsScreens
{
    public static IServiceCollection AddInterventionsScreens(this IServiceCollection services)
    {
        services.AddNavItem<InterventionsPages>(Permissions.InterventionsView, "Requests", Icons.Phone, "/requests", NavSection.Work, order: 20);
        services.AddNavItem<InterventionsPages>(Permissions.InterventionsView, "Planning", Icons.Calendar, "/planning", NavSection.Work, order: 30);
        services.AddNavItem<InterventionsPages>(Permissions.InterventionsDo, "MyDay", Icons.Clock, "/day", NavSection.Work, order: 40);
        services.AddCreateItem<InterventionsPages>(Permissions.InterventionsEdit, "NewRequest", Icons.Phone, "/requests/new", order: 25);
        services.AddSearchKind<InterventionsPages>("request", "Request", Icons.Phone, hit => $"/requests/{hit.Id}", order: 250);
        services.AddScoped<RequestFilters>();
        services.AddList<RequestList, ListRequests.Row>("requests");
        return services;
    }

    /// <summary>Photos open in the browser; anything else that somebody uploaded is saved.</summary>
    public static void MapInterventions(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/requests/files/{id:long}", async (long id, [FromServices] OpenRequestFile open, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await open.RunAsync(new OpenRequestFile.Input(id), ct))).RequireAuthorization(Permissions.InterventionsView);
}
