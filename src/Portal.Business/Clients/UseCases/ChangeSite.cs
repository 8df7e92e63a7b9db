using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

public sealed class ChangeSite(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<ChangeSite> logger)
{
    public sealed record Input(long Id, int Version, SiteFields Fields);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var site = await db.Sites.SingleOrDefaultAsync(s => s.Id == input.Id, ct);
        if (site is null)
        {
            return Refusal.NotFound;
        }

        if (site.Version != input.Version)
        {
            return Refusal.Stale;
        }

        var checks = new FieldChecks();
        var fields = input.Fields.Checked(checks);
        if (!checks.AllGood)
        {
            return Result.Refused(checks.Found);
        }

        fields.ApplyTo(site);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            logger.ClientChanged(site.ClientId);
        }

        return saved;
    }
}
