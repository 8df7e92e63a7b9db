using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Contracts.Documents;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Scheduled;

/// <summary>
/// Tells clients of indexations whose letters somebody asked for, in the name of that person, each client once: a unique index sees to it. Interrupted,
/// the next run goes on; a client whose letter breaks holds up nobody else.
/// </summary>
public sealed partial class SendAskedLetters(
    PortalDbContextFactory contexts, IServiceScopeFactory scopes, IndexationLetters letters, ICurrentUser user, TimeProvider clock, ILogger<SendAskedLetters> log)
{
    public sealed record Done(int Sent, int Failed);

    public async Task<Result<Done>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateFor(SystemUser.Instance);
        var (sent, failed) = (0, 0);
        foreach (var indexation in await db.Indexations.Where(i => i.LettersAskedAt != null && i.LettersDoneAt == null && i.UndoneAt == null).OrderBy(i => i.LettersAskedAt).ToListAsync(ct))
        {
            var (own, broken) = await SendAsync(db, indexation, ct);
            (sent, failed) = (sent + own, failed + broken);
            if (broken == 0)
            {
                indexation.LettersAreDone(clock.GetUtcNow().UtcDateTime);
                await db.TrySaveAsync(ct);
            }
        }

        return new Done(sent, failed);
    }

    private async Task<(int Sent, int Failed)> SendAsync(PortalDbContext db, Indexation indexation, CancellationToken ct)
    {
        var clients = await db.Contracts.Where(c => c.Lines.Any(l => l.IndexationId == indexation.Id)).Select(c => c.ClientId).Distinct().ToListAsync(ct);
        var told = await db.IndexationLetters.Where(l => l.IndexationId == indexation.Id).Select(l => l.ClientId).ToListAsync(ct);
        var (sent, failed) = (0, 0);
        await using var scope = await scopes.CreateScopeForAsync(indexation.LettersAskedById ?? 0, ct);
        var actor = scope?.ServiceProvider.GetRequiredService<ICurrentUser>() ?? user;
        foreach (var client in clients.Except(told).Order())
        {
            try
            {
                sent += await SendAsync(actor, indexation.Id, client, ct) ? 1 : 0;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++;
                LogFailed(log, e, indexation.Id, client);
            }
        }

        return (sent, failed);
    }

    /// <returns>False: somebody else was faster, or it was taken back meanwhile.</returns>
    private async Task<bool> SendAsync(ICurrentUser actor, long indexationId, long clientId, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var indexation = await db.Indexations.SingleAsync(i => i.Id == indexationId, ct);
        if (indexation.UndoneAt is not null)
        {
            return false;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == indexation.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == clientId, ct);
        await letters.AddAsync(db, actor, indexation, entity, client, clock.GetUtcNow().UtcDateTime, ct);
        return (await db.TrySaveAsync(ct)).Succeeded;
    }

    [LoggerMessage(LogLevel.Error, "The letter of indexation {IndexationId} to client {ClientId} could not be made; the next run tries again")]
    private static partial void LogFailed(ILogger logger, Exception e, long indexationId, long clientId);
}
