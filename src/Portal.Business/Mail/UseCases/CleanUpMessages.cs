using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail.UseCases;

/// <summary>
/// Deletes messages that were sent or cancelled longer ago than the settings keep them, with what the server said. One that must
/// never go out twice keeps its row, without its text.
/// </summary>
public sealed class CleanUpMessages(
    IDbContextFactory<PortalDbContext> contexts, IOptions<MailOptions> options, ICurrentUser user, TimeProvider clock)
{
    private const int BatchSize = 500;

    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.MailManage))
        {
            return Refusal.Forbidden;
        }

        if (options.Value.KeepDays == 0)
        {
            return 0;
        }

        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var old = db.OutgoingMessages.Where(m => m.PlannedAt < before && m.CreatedAt < before && m.Attention == null
            && (m.State == MessageState.Sent || m.State == MessageState.Cancelled));
        var deleted = 0;
        while (await old.Where(m => m.DedupeKey == null).OrderBy(m => m.Id).Select(m => m.Id).Take(BatchSize).ToListAsync(ct) is { Count: > 0 } ids)
        {
            await using var transaction = await db.BeginWriteAsync(ct);
            await db.MailEvents.Where(e => ids.Contains(e.OutgoingMessageId)).ExecuteDeleteAsync(ct);
            deleted += await db.OutgoingMessages.Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await using (var transaction = await db.BeginWriteAsync(ct))
        {
            await old.Where(m => m.HtmlBody != "").ExecuteUpdateAsync(set => set.SetProperty(m => m.HtmlBody, "").SetProperty(m => m.TextBody, ""), ct);
            await transaction.CommitAsync(ct);
        }

        return deleted;
    }
}
