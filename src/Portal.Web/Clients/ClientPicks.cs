using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Clients;

/// <summary>The client of a new piece of work, as every form picks it.</summary>
internal static class ClientPicks
{
    public static async Task<IReadOnlyList<Choice<long?>>> ChoicesAsync(this FindClientsForWork clients, ChoiceRequest request, CancellationToken ct) =>
        (await clients.RunAsync(new FindClientsForWork.Input(request.Text, null, request.Page), ct)).TryGet(out var page)
            ? [.. page.Rows.Select(c => new Choice<long?>(c.Id, c.Name, c.City))]
            : [];
}
