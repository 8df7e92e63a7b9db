using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>
/// Plans failed messages for the outbox's next run, many at once, each in a save of its own: what stands in the way of one stops no other. Of two people who do so
/// at the same moment the second finds them waiting already, and leaves them.
/// </summary>
public sealed class SendFailedMessages(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public const int Most = 1000;

    /// <param name="Filter">Of the list: all that it finds, the first <see cref="Most"/> that failed; null: those named.</param>
    public sealed record Input(IReadOnlyList<long> Ids, MessageFilter? Filter = null);

    /// <param name="Left">Not failed (any more), or not to be found.</param>
    public sealed record Answer(int Done, int Left);

    public async Task<Result<Answer>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        var named = input.Ids.Distinct().Take(Most).ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var wanted = input.Filter is { } filter ? ListMessages.Matching(db, filter) : db.OutgoingMessages.AsNoTracking().Where(m => named.Contains(m.Id));
        var asked = input.Filter is null ? named.Count : await wanted.CountAsync(ct);
        var failed = await wanted.Where(m => m.State == MessageState.Failed).OrderBy(m => m.PlannedAt).ThenBy(m => m.Id).Take(Most).Select(m => m.Id).ToListAsync(ct);
        var done = 0;
        foreach (var id in failed)
        {
            done += await SendAsync(id, ct) ? 1 : 0;
        }

        return new Answer(done, asked - done);
    }

    private async Task<bool> SendAsync(long id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.OutgoingMessages.SingleOrDefaultAsync(m => m.Id == id, ct) is { State: MessageState.Failed } message
            && message.SendNow(user, clock.GetUtcNow().UtcDateTime).Succeeded && (await db.TrySaveAsync(ct)).Succeeded;
    }
}
