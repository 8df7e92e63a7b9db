using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>How one wants one's own screens, by name.</summary>
public sealed class ShowPreferences(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<IReadOnlyDictionary<string, string>>> RunAsync(CancellationToken ct)
    {
        if (user.UserId is not { } id)
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.UserPreferences.Where(p => p.UserId == id).ToDictionaryAsync(p => p.Name, p => p.Value, ct);
    }
}
