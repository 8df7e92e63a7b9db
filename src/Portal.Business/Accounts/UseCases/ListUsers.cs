using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <param name="ClientUsers">True: client users; false: staff; null: both.</param>
public sealed record UserFilter(string? Search = null, bool? ClientUsers = null, UserState? State = null, long? RoleId = null);

/// <param name="IsLockedOut">Too many wrong passwords: locked for some minutes.</param>
public sealed record UserRow(
    long Id, string Name, string Email, string Language, UserState State, bool IsLockedOut, bool IsClientUser, bool HasTwoFactor, DateTime? LastSignInAt,
    IReadOnlyList<long> RoleIds, IReadOnlyList<UserClient> Clients);

public sealed record UserClient(long Id, string Name);

/// <summary>Sort keys: name, email, last-sign-in.</summary>
public sealed class ListUsers(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<Page<UserRow>>> RunAsync(UserFilter filter, PageRequest page, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var users = Filter(db, filter);
        var total = await users.CountAsync(ct);
        var found = await Sorted(users, page).Skip(page.Skip).Take(page.Take).ToListAsync(ct);
        return new Page<UserRow>(await UserRows.ReadAsync(db, found, clock.GetUtcNow(), ct), total);
    }

    private static IQueryable<User> Filter(PortalDbContext db, UserFilter filter)
    {
        var users = db.Users.AsNoTracking().Matching(u => u.SearchKey, filter.Search);
        if (filter.ClientUsers is { } clientUsers)
        {
            users = users.Where(u => u.IsClientUser == clientUsers);
        }

        if (filter.RoleId is { } roleId)
        {
            users = users.Where(u => db.UserRoles.Any(ur => ur.UserId == u.Id && ur.RoleId == roleId));
        }

        return filter.State switch
        {
            UserState.Locked => users.Where(u => u.LockedAt != null),
            UserState.Invited => users.Where(u => u.LockedAt == null && u.PasswordHash == null),
            UserState.Active => users.Where(u => u.LockedAt == null && u.PasswordHash != null),
            _ => users,
        };
    }

    private static IQueryable<User> Sorted(IQueryable<User> users, PageRequest page) => (page.Sort, page.Descending) switch
    {
        ("email", false) => users.OrderBy(u => u.NormalizedEmail).ThenBy(u => u.Id),
        ("email", true) => users.OrderByDescending(u => u.NormalizedEmail).ThenBy(u => u.Id),
        ("last-sign-in", false) => users.OrderBy(u => u.LastSignInAt).ThenBy(u => u.Id),
        ("last-sign-in", true) => users.OrderByDescending(u => u.LastSignInAt).ThenBy(u => u.Id),
        (_, true) => users.OrderByDescending(u => u.SearchKey).ThenBy(u => u.Id),
        _ => users.OrderBy(u => u.SearchKey).ThenBy(u => u.Id),
    };
}
