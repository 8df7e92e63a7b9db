using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Scheduled;

/// <summary>
/// Goes on with indexations of many contracts that somebody takes back, in the name of that person. Interrupted, the next run finds what is left by its
/// lines; one that breaks holds up no other.
/// </summary>
public sealed partial class TakeBackIndexations(
    PortalDbContextFactory contexts, IServiceScopeFactory scopes, IndexationUndo own, ICurrentUser user, ILogger<TakeBackIndexations> log)
{
    /// <param name="Finished">Indexations of which nothing is left to do.</param>
    /// <param name="Kept">Contracts that were billed or amended meanwhile and keep the new prices.</param>
    public sealed record Done(int Finished, int Kept, int Failed);

    public async Task<Result<Done>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateFor(SystemUser.Instance);
        var (finished, kept, failed) = (0, 0, 0);
        foreach (var begun in await db.Indexations.AsNoTracking().Where(i => i.UndoneAt != null && i.UndoFinishedAt == null).OrderBy(i => i.UndoneAt).ToListAsync(ct))
        {
            try
            {
                await using var scope = await scopes.CreateScopeForAsync(begun.UndoneById ?? 0, ct);
                var undo = scope?.ServiceProvider.GetRequiredService<IndexationUndo>() ?? own;
                if ((await undo.GoOnAsync(begun.Id, ct)).TryGet(out var left))
                {
                    (finished, kept) = (finished + 1, kept + left);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++;
                LogFailed(log, e, begun.Id);
            }
        }

        return new Done(finished, kept, failed);
    }

    [LoggerMessage(LogLevel.Error, "Taking back indexation {IndexationId} broke off; the next run goes on")]
    private static partial void LogFailed(ILogger logger, Exception e, long indexationId);
}
