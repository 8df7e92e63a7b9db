using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Companies;

/// <summary>The accent of the screens: the colour of the first active company. Everybody sees it, also before signing in.</summary>
public sealed class HouseColor(PortalDbContextFactory contexts)
{
    /// <summary>"#rrggbb"; null without a company, and while the database can't be asked: a page must not fail for its colour.</summary>
    public async Task<string?> FindAsync(CancellationToken ct)
    {
        try
        {
            await using var db = contexts.CreateFor(SystemUser.Instance);
            return await db.LegalEntities.Where(e => e.IsActive).OrderBy(e => e.Id).Select(e => e.Color).FirstOrDefaultAsync(ct);
        }
        catch (DbException)
        {
            return null;
        }
    }
}
