using Microsoft.EntityFrameworkCore;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Who can be a member of a team, or be given a ticket: the staff, by name.</summary>
public sealed class ListHelpdeskStaff(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int Most = 500;

    public sealed record Row(long Id, string Name);

    public async Task<Result<IReadOnlyList<Row>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskManage) && !user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await Staff(db).Select(u => new Row(u.Id, u.DisplayName)).ToListAsync(ct);
    }

    internal static IQueryable<User> Staff(PortalDbContext db) =>
        db.Users.AsNoTracking().Where(u => !u.IsClientUser && u.LockedAt == null).OrderBy(u => u.SearchKey).ThenBy(u => u.Id).Take(Most);
}
