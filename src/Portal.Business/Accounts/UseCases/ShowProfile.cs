using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record Profile(string Email, string DisplayName, string Language, bool HasTwoFactor, int RecoveryCodesLeft, DateTime? LastSignInAt);

/// <summary>One's own account.</summary>
public sealed class ShowProfile(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public async Task<Result<Profile>> RunAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == user.UserId, ct) is not { } me)
        {
            return Refusal.Forbidden;
        }

        var codes = await db.UserTokens.Where(t => t.UserId == me.Id && t.Name == "RecoveryCodes").Select(t => t.Value).FirstOrDefaultAsync(ct);
        var left = codes?.Split(';', StringSplitOptions.RemoveEmptyEntries).Length ?? 0;
        return new Profile(me.Email!, me.DisplayName, me.Language, me.TwoFactorEnabled, left, me.LastSignInAt);
    }
}
