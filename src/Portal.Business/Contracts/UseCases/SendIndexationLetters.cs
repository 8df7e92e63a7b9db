using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Documents;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Tells each client of an indexation, by letter and mail, once; again, it goes on where it stopped.</summary>
public sealed class SendIndexationLetters(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, IndexationLetters letters, TimeProvider clock)
{
    /// <param name="Sent">Letters of this run.</param>
    /// <param name="Already">Clients who have theirs.</param>
    public sealed record Done(int Sent, int Already);

    public async Task<Result<Done>> RunAsync(long indexationId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Indexations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == indexationId, ct) is not { } indexation)
        {
            return Refusal.NotFound;
        }

        if (indexation.FinishedAt is null || indexation.UndoneAt is not null)
        {
            return Refusal.NotNow("Contracts.IndexationNotThere");
        }

        var clients = await db.Contracts.Where(c => c.Lines.Any(l => l.IndexationId == indexationId)).Select(c => c.ClientId).Distinct().ToListAsync(ct);
        var told = await db.IndexationLetters.Where(l => l.IndexationId == indexationId).Select(l => l.ClientId).ToListAsync(ct);
        var sent = 0;
        foreach (var client in clients.Except(told).Order())
        {
            sent += await SendAsync(indexationId, client, ct) ? 1 : 0;
        }

        return new Done(sent, clients.Count - sent);
    }

    /// <returns>False: somebody else was faster, or it was taken back meanwhile.</returns>
    private async Task<bool> SendAsync(long indexationId, long clientId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var indexation = await db.Indexations.SingleAsync(i => i.Id == indexationId, ct);
        if (indexation.UndoneAt is not null)
        {
            return false;
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == indexation.LegalEntityId, ct);
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == clientId, ct);
        await letters.AddAsync(db, user, indexation, entity, client, clock.GetUtcNow().UtcDateTime, ct);
        return (await db.TrySaveAsync(ct)).Succeeded;
    }
}
