using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>The labels that tickets have, by what one types.</summary>
public sealed class FindTicketLabels(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="Key">This one only: to name what is chosen already.</param>
    public sealed record Input(string Text = "", string? Key = null, int Skip = 0, int Take = 20);

    public async Task<Result<IReadOnlyList<LabelName>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await Labels.FindAsync<TicketLabel>(db, input.Text, input.Key, input.Skip, input.Take, ct);
    }
}
