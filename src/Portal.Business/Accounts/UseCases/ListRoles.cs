using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <param name="IsFixed">The administrator's role: neither renamed nor changed nor deleted.</param>
/// <param name="IsWithinReach">The current user may hand it out and change it.</param>
public sealed record RoleRow(long Id, string Name, bool IsForClients, bool IsFixed, bool IsWithinReach, int Users, IReadOnlySet<string> Permissions);

public sealed class ListRoles(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<IReadOnlyList<RoleRow>>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var roles = await db.Roles.AsNoTracking().Select(r => new { Role = r, Users = db.UserRoles.Count(ur => ur.RoleId == r.Id) }).ToListAsync(ct);
        var claims = await db.RoleClaims.Where(c => c.ClaimType == Role.PermissionClaim).Select(c => new { c.RoleId, c.ClaimValue }).ToListAsync(ct);
        var permissions = claims.ToLookup(c => c.RoleId, c => c.ClaimValue!);
        return roles
            .OrderBy(r => r.Role.IsForClients).ThenByDescending(r => r.Role.IsAdministrator).ThenBy(r => r.Role.Name, StringComparer.CurrentCultureIgnoreCase)
            .Select(r => new RoleRow(
                r.Role.Id, r.Role.Name!, r.Role.IsForClients, r.Role.IsAdministrator, user.Covers(permissions[r.Role.Id]), r.Users, permissions[r.Role.Id].ToHashSet()))
            .ToList();
    }
}
