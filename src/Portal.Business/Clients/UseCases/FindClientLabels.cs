using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>The labels that clients have, by what one types.</summary>
public sealed class FindClientLabels(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Key">This one only: to name what is chosen already.</param>
    public sealed record Input(string Text = "", string? Key = null, int Skip = 0, int Take = 20);

    public async Task<Result<IReadOnlyList<LabelName>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await Labels.FindAsync<ClientLabel>(db, input.Text, input.Key, input.Skip, input.Take, ct);
    }
}
