using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

/// <summary>Puts a label on a client, or takes one off.</summary>
public sealed class LabelClient(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(long ClientId, string Label, bool Remove = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.Clients.AnyAsync(c => c.Id == input.ClientId, ct)
            ? await Labels.SetAsync<ClientLabel>(db, l => l.ClientId == input.ClientId, name => new ClientLabel(input.ClientId, name), input.Label, input.Remove, ct)
            : Refusal.NotFound;
    }
}
