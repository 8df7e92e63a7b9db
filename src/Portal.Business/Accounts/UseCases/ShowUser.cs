using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <param name="InvitationExpiresAt">Null if no invitation is open.</param>
/// <param name="IsOneself">Nobody changes their own rights.</param>
/// <param name="IsWithinReach">The user may do nothing that the current one may not.</param>
public sealed record UserDetails(UserRow User, DateTime? InvitationExpiresAt, bool IsOneself, bool IsWithinReach);

public sealed class ShowUser(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<UserDetails>> RunAsync(long userId, CancellationToken ct)
    {
        if (!user.Has(Permissions.UsersManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, ct) is not { } person)
        {
            return Refusal.NotFound;
        }

        var now = clock.GetUtcNow();
        var rows = await UserRows.ReadAsync(db, [person], now, ct);
        var expires = await db.AccountLinks
            .Where(l => l.UserId == userId && l.Purpose == AccountLinkPurpose.Invitation && l.UsedAt == null && l.RevokedAt == null && l.ExpiresAt > now.UtcDateTime)
            .MaxAsync(l => (DateTime?)l.ExpiresAt, ct);
        return new UserDetails(rows[0], expires, userId == user.UserId, await user.CoversUserAsync(db, userId, ct));
    }
}
