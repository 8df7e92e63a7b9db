using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>Somebody must always be able to administer the portal.</summary>
internal static class Administrators
{
    /// <summary>
    /// Makes changes that could take an administrator away wait for one another: the row stays locked until the transaction ends,
    /// so two administrators who remove each other at the same moment don't both succeed.
    /// </summary>
    public static async Task HoldAsync(PortalDbContext db, CancellationToken ct)
    {
        var stamp = Guid.NewGuid().ToString();
        await db.Roles.Where(r => r.NormalizedName == Role.AdministratorKey).ExecuteUpdateAsync(r => r.SetProperty(x => x.ConcurrencyStamp, stamp), ct);
    }

    /// <summary>Whether somebody who can sign in is an administrator, as this transaction sees it.</summary>
    public static Task<bool> ExistAsync(PortalDbContext db, CancellationToken ct) =>
        db.UserRoles
            .Where(ur => db.Roles.Any(r => r.Id == ur.RoleId && r.NormalizedName == Role.AdministratorKey))
            .AnyAsync(ur => db.Users.Any(u => u.Id == ur.UserId && u.LockedAt == null && u.PasswordHash != null), ct);
}

/// <summary>Nobody commands somebody, or hands out a role, that may do more than they may themselves.</summary>
internal static class Reach
{
    public static async Task<bool> CoversUserAsync(this ICurrentUser actor, PortalDbContext db, long userId, CancellationToken ct) =>
        actor.Covers(await db.PermissionsOf(userId).ToListAsync(ct));

    public static async Task<bool> CoversRoleAsync(this ICurrentUser actor, PortalDbContext db, long roleId, CancellationToken ct) =>
        actor.Covers(await db.PermissionsOfRole(roleId).ToListAsync(ct));

    /// <summary>What only clients may do, staff with the permission for users can hand out.</summary>
    public static bool Covers(this ICurrentUser actor, IEnumerable<string> permissions) =>
        permissions.All(p => Permissions.IsForClients(p) || actor.Has(p));
}

/// <summary>Changes that no property shows, in the audit trail.</summary>
internal static class AccountsAudit
{
    public static void Note(this PortalDbContext db, ICurrentUser by, DateTime now, string subject, long subjectId, string property, string? before, string? after)
    {
        if (before != after)
        {
            db.AuditEntries.Add(new AuditEntry(now, by, subject, subjectId, AuditAction.Changed, [new AuditChange(property, before, after)]));
        }
    }

    /// <summary>That a secret changed, without what it is.</summary>
    public static void NoteSecret(this PortalDbContext db, ICurrentUser by, DateTime now, long userId, string property) =>
        db.AuditEntries.Add(new AuditEntry(now, by, nameof(User), userId, AuditAction.Changed, [new AuditChange(property, "•••", "•••")]));

    public static string Join(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
