using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Contracts;

internal static class ContractPicks
{
    public static async Task<IReadOnlyList<Choice<long?>>> ClientsAsync(FindClientsForWork clients, ChoiceRequest request, CancellationToken ct) =>
        (await clients.RunAsync(new FindClientsForWork.Input(request.Text, null, new PageRequest((request.Skip / request.Take) + 1, request.Take)), ct)).TryGet(out var page)
            ? [.. page.Rows.Select(c => new Choice<long?>(c.Id, c.Name, c.City))]
            : [];
}
