using Microsoft.AspNetCore.Mvc;
using Portal.Business.Common;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Web.Helpdesk.Hours;
using Portal.Web.Helpdesk.Incoming;
using Portal.Web.Helpdesk.Tickets;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Helpdesk;

public static class HelpdeskScreens
{
    public static IServiceCollection AddHelpdeskScreens(this IServiceCollection services)
    {
        services.AddNavItem<HelpdeskPages>(Permissions.HelpdeskView, "Tickets", Icons.Helpdesk, "/tickets", NavSection.Helpdesk, order: 10);
        services.AddNavItem<HelpdeskPages>(Permissions.HelpdeskView, "PrepaidHours", Icons.Clock, "/hours", NavSection.Helpdesk, order: 20);
        services.AddNavItem<HelpdeskPages>(Permissions.HelpdeskManage, "HelpdeskTeams", Icons.Helpdesk, "/settings/helpdesk", NavSection.WorkSettings, order: 90);
        services.AddCreateItem<HelpdeskPages>(Permissions.HelpdeskWork, "NewTicket", Icons.Helpdesk, "/tickets/new", order: 26);
        services.AddSearchKind<HelpdeskPages>("ticket", "Ticket", Icons.Helpdesk, hit => $"/tickets/{hit.Id}", order: 255);
        services.AddList<TicketList, ListTickets.Row>("tickets");
        services.AddList<IncomingMailList, ListIncomingMail.Row>("ticket-mail");
        services.AddList<HoursList, ListHoursPacks.Row>("hours");
        return services;
    }

    /// <summary>Pictures and PDF open in the browser; anything else that somebody uploaded is saved.</summary>
    public static void MapHelpdesk(this IEndpointRouteBuilder endpoints)
    {
        MapStatement(endpoints, "/hours/statement/{clientId:long}.pdf", Permissions.HelpdeskView);
        MapStatement(endpoints, "/portal/hours/{clientId:long}.pdf", Permissions.PortalUse);
        endpoints.MapGet("/tickets/files/{id:long}", async (long id, [FromServices] OpenTicketFile open, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await open.RunAsync(id, ct))).RequireAuthorization(Permissions.HelpdeskView);
        endpoints.MapGet("/tickets/mail/{id:long}/source", async (long id, [FromServices] OpenIncomingMail open, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await open.RunAsync(id, ct))).RequireAuthorization(Permissions.HelpdeskWork);
    }

    private static void MapStatement(IEndpointRouteBuilder endpoints, string pattern, string permission) =>
        endpoints.MapGet(pattern, async (long clientId, [FromQuery] DateOnly? from, [FromQuery] DateOnly? to, [FromServices] DrawHoursStatement draw, HttpContext context, CancellationToken ct) =>
            context.AnswerFile(await draw.RunAsync(new(clientId, from, to), ct))).RequireAuthorization(permission);
}
