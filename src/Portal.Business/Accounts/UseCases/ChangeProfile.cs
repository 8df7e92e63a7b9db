using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounts.UseCases;

public sealed record ChangeProfileInput(string? DisplayName, string? Language);

/// <summary>One's own name and language.</summary>
public sealed class ChangeProfile(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, UserAccessCache cache)
{
    public async Task<Result> RunAsync(ChangeProfileInput input, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == user.UserId, ct) is not { } me)
        {
            return Refusal.Forbidden;
        }

        var refusals = AccountsRefusals.CheckName(input.DisplayName, input.Language).ToList();
        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        me.Introduce(input.DisplayName!.Trim(), input.Language!);
        var saved = await db.TrySaveAsync(ct);
        cache.Forget(me.Id);
        return saved;
    }
}
