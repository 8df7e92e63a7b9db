using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>Keeps a message that has not gone out from ever going out.</summary>
public sealed class CancelMessage(
    IDbContextFactory<PortalDbContext> contexts, IEnumerable<IMessageFollower> followers, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result> RunAsync(long messageId, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.OutgoingMessages.SingleOrDefaultAsync(m => m.Id == messageId, ct) is not { } message)
        {
            return Refusal.NotFound;
        }

        var done = message.Cancel(user, clock.GetUtcNow().UtcDateTime);
        if (!done.Succeeded)
        {
            return done;
        }

        foreach (var follower in followers.Where(f => f.Kinds.Contains(message.Kind)))
        {
            await follower.DismissedAsync(db, message, ct);
        }

        return await db.TrySaveAsync(ct);
    }
}
