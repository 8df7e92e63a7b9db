using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

public sealed class ChangeClient(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<ChangeClient> logger)
{
    /// <param name="Version">What the user saw; a newer one refuses the change.</param>
    public sealed record Input(long Id, int Version, ClientFields Fields);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var client = await db.Clients.Include(c => c.Contacts).SingleOrDefaultAsync(c => c.Id == input.Id, ct);
        if (client is null)
        {
            return Refusal.NotFound;
        }

        if (client.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        await fields.CheckReferencesAsync(db, checks, ct, client.LegalEntityId);
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        fields.ApplyTo(client);
        client.IndexForSearch();
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.ClientChanged(client.Id);
        }

        return saved;
    }
}
