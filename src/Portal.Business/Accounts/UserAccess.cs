using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts;

/// <summary>Who a signed-in person is and what they may do, as the database says.</summary>
public sealed record UserAccess(
    long UserId, string Name, string Language, bool IsClientUser, string SecurityStamp, FrozenSet<string> Permissions, IReadOnlyList<long> ClientIds);

/// <summary>
/// Keeps <see cref="UserAccess"/> for a few seconds, so that a click costs no query. What this process changes it forgets at once;
/// what another one changes is noticed when the time is over.
/// </summary>
public sealed class UserAccessCache(DbContextOptions<PortalDbContext> options, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<long, (UserAccess? Access, long ReadAt)> known = new();
    private long generation;

    /// <summary>Null for somebody who has no access: unknown, locked, or without a password.</summary>
    public async ValueTask<UserAccess?> FindAsync(long userId, CancellationToken ct)
    {
        if (known.TryGetValue(userId, out var found) && clock.GetElapsedTime(found.ReadAt) < Life)
        {
            return found.Access;
        }

        var before = Interlocked.Read(ref generation);
        var readAt = clock.GetTimestamp();
        var access = await ReadAsync(userId, ct);
        if (before == Interlocked.Read(ref generation))
        {
            known[userId] = (access, readAt);
        }

        return access;
    }

    public void Forget(long userId)
    {
        Interlocked.Increment(ref generation);
        known.TryRemove(userId, out _);
    }

    public void ForgetAll()
    {
        Interlocked.Increment(ref generation);
        known.Clear();
    }

    private async Task<UserAccess?> ReadAsync(long userId, CancellationToken ct)
    {
        await using var db = new PortalDbContext(options, SystemUser.Instance, clock);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct);
        if (user is not { State: UserState.Active })
        {
            return null;
        }

        var permissions = await db.PermissionsOf(userId).ToListAsync(ct);
        var clients = user.IsClientUser ? await db.ClientUsers.Where(c => c.UserId == userId).Select(c => c.ClientId).ToListAsync(ct) : [];

        // Whatever the tables say, staff never act as a client and a client user never as staff.
        return new UserAccess(
            user.Id, user.DisplayName, user.Language, user.IsClientUser, user.SecurityStamp ?? "",
            permissions.Where(p => Permissions.IsForClients(p) == user.IsClientUser).ToFrozenSet(StringComparer.Ordinal), clients);
    }
}

internal static class AccessQueries
{
    public static IQueryable<string> PermissionsOf(this PortalDbContext db, long userId) =>
        db.UserRoles.Where(ur => ur.UserId == userId)
            .Join(db.RoleClaims.Where(c => c.ClaimType == Role.PermissionClaim), ur => ur.RoleId, c => c.RoleId, (_, c) => c.ClaimValue!)
            .Distinct();

    public static IQueryable<string> PermissionsOfRole(this PortalDbContext db, long roleId) =>
        db.RoleClaims.Where(c => c.RoleId == roleId && c.ClaimType == Role.PermissionClaim).Select(c => c.ClaimValue!);
}
