using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Clients;

public static class ClientsNavigation
{
    public static IServiceCollection AddClientsScreens(this IServiceCollection services)
    {
        services.AddNavItem<ClientsPages>(Permissions.ClientsView, "Clients", Icons.Clients, "/clients", NavSection.Start, order: 20);
        services.AddCreateItem<ClientsPages>(Permissions.ClientsEdit, "New", Icons.Clients, "/clients/new", order: 10);
        services.AddSearchKind<ClientsPages>("client", "Client", Icons.Clients, hit => $"/clients/{hit.Id}", order: 100);
        services.AddList<ClientList, ListClients.Row>("clients");
        return services;
    }

    /// <summary>The file that an import can be prepared in, and the clients in its columns.</summary>
    public static void MapClients(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/clients/import-template.csv", (ExportClients export, HttpContext http, CancellationToken ct) =>
            SendAsync(export, http, new ClientFilter(), onlyHeadings: true, ct)).RequireAuthorization(Permissions.ClientsImport);
        endpoints.MapGet("/clients/export.csv", (ExportClients export, HttpContext http, CancellationToken ct) =>
            SendAsync(export, http, ClientList.FilterOf(ListQuery.Read(http.Request.QueryString.Value ?? "")), onlyHeadings: false, ct)).RequireAuthorization(Permissions.ClientsView);
    }

    private static async Task SendAsync(ExportClients export, HttpContext http, ClientFilter filter, bool onlyHeadings, CancellationToken ct)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=clients.csv";
        await export.RunAsync(new(filter, http.Response.Body, onlyHeadings), ct);
    }
}
