using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Clients.UseCases;

public sealed class AddSite(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ILogger<AddSite> logger)
{
    public sealed record Input(long ClientId, SiteFields Site);

    /// <summary>The new site's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ClientsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Clients.AnyAsync(c => c.Id == input.ClientId, ct))
        {
            return Refusal.NotFound;
        }

        var checks = new FieldChecks();
        var fields = input.Site.Checked(checks);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        var site = fields.ToSite(input.ClientId);
        db.Sites.Add(site);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        logger.ClientChanged(input.ClientId);
        return site.Id;
    }
}
