using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>
/// Brings the roles up to this version: a new installation gets the default roles, and the administrator's role always holds every
/// staff permission, those of a new version too. Other roles are the administrators' own business. Run after each migration.
/// </summary>
public sealed class RoleSeeding(IDbContextFactory<PortalDbContext> contexts)
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Roles.AnyAsync(ct))
        {
            foreach (var (name, permissions) in DefaultRoles.Grants)
            {
                Add(db, new Role(name, isForClients: permissions.All(Permissions.IsForClients)), permissions);
            }
        }
        else if (await db.Roles.SingleOrDefaultAsync(r => r.NormalizedName == Role.AdministratorKey, ct) is { } administrator)
        {
            var held = await db.PermissionsOfRole(administrator.Id).ToListAsync(ct);
            Grant(db, administrator.Id, DefaultRoles.Grants[DefaultRoles.Administrator].Except(held));
        }
        else
        {
            Add(db, new Role(DefaultRoles.Administrator, isForClients: false), DefaultRoles.Grants[DefaultRoles.Administrator]);
        }

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded && saved.Refusal!.Kind != RefusalKind.Conflict)
        {
            throw new InvalidOperationException($"The roles could not be stored: {saved.Refusal.Code}.");
        }
    }

    internal static void Grant(PortalDbContext db, long roleId, IEnumerable<string> permissions) =>
        db.RoleClaims.AddRange(permissions.Select(p => new IdentityRoleClaim<long> { RoleId = roleId, ClaimType = Role.PermissionClaim, ClaimValue = p }));

    private static void Add(PortalDbContext db, Role role, IEnumerable<string> permissions)
    {
        db.Roles.Add(role);
        Grant(db, role.Id, permissions);
    }
}
