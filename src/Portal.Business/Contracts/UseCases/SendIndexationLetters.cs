using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>Asks for the letters of an indexation to the clients who have none yet; they are drawn and sent in the background.</summary>
public sealed class SendIndexationLetters(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Waiting">Clients who will get theirs.</param>
    /// <param name="Already">Clients who have theirs.</param>
    public sealed record Done(int Waiting, int Already);

    public async Task<Result<Done>> RunAsync(long indexationId, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Indexations.SingleOrDefaultAsync(i => i.Id == indexationId, ct) is not { } indexation)
        {
            return Refusal.NotFound;
        }

        if (indexation.FinishedAt is null || indexation.UndoneAt is not null)
        {
            return Refusal.NotNow("Contracts.IndexationNotThere");
        }

        var clients = await db.Contracts.Where(c => c.Lines.Any(l => l.IndexationId == indexationId)).Select(c => c.ClientId).Distinct().CountAsync(ct);
        var told = await db.IndexationLetters.CountAsync(l => l.IndexationId == indexationId, ct);
        if (told < clients && !indexation.LettersWait)
        {
            indexation.AskForLetters(user, clock.GetUtcNow().UtcDateTime);
            if (await db.TrySaveAsync(ct) is { Refusal: { } lost })
            {
                return lost;
            }
        }

        return new Done(clients - told, told);
    }
}
