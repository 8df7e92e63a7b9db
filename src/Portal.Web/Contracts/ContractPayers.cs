using System.Globalization;
using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Clients;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Contracts;

/// <summary>Clients by whom a list of contracts is narrowed.</summary>
public sealed class ContractPayers(FindClientsForWork clients)
{
    public async Task<IReadOnlyList<Choice<string>>> FindAsync(ChoiceRequest request, CancellationToken ct) =>
        [.. (await clients.ChoicesAsync(request, ct)).Select(c => new Choice<string>(c.Value!.Value.ToString(CultureInfo.InvariantCulture), c.Text, c.Detail))];

    public async Task<string?> NameAsync(string value, CancellationToken ct) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (await clients.FindAsync(id, ct))?.Name : null;
}
