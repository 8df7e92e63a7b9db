using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>Plans a waiting or failed message for the outbox's next run.</summary>
public sealed class SendMessageNow(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
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

        var done = message.SendNow(user, clock.GetUtcNow().UtcDateTime);
        return done.Succeeded ? await db.TrySaveAsync(ct) : done;
    }
}
