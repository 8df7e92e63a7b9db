using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

/// <summary>Ends all of one's sessions, on every machine, this one too.</summary>
public sealed class SignOutEverywhere(PortalDbContext db, ICurrentUser user, PortalSignInManager signIn, UserAccessCache cache, ILogger<SignOutEverywhere> log)
{
    public async Task<Result> RunAsync(CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == user.UserId, ct) is not { } me)
        {
            return Refusal.Forbidden;
        }

        me.EndSessions();
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return saved;
        }

        cache.Forget(me.Id);
        await signIn.SignOutAsync();
        log.UserChanged(me.Id, "all sessions ended");
        return Result.Done;
    }
}
