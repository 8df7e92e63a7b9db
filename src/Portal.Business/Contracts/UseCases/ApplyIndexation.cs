using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts.Indexing;
using Portal.Business.Data;

namespace Portal.Business.Contracts.UseCases;

/// <summary>
/// Applies an indexation that a person previewed: each line is amended from the day on. What it was computed from is kept. Up to
/// <see cref="InOneSave"/> contracts are one save; more are saved in chunks after the indexation itself, and the same key goes on where it was
/// interrupted. A unique index allows a line one successor, and each contract's version meets the billing run's: who comes second is refused.
/// </summary>
public sealed class ApplyIndexation(IDbContextFactory<PortalDbContext> contexts, IndexationRun run, ICurrentUser user, TimeProvider clock)
{
    public const int InOneSave = 200;

    /// <param name="Key">Names the press of the button.</param>
    /// <param name="Lines">How many lines the person saw changing.</param>
    /// <param name="NewNet">What they come to in a year, as the person saw it.</param>
    public sealed record Input(Guid Key, IndexationWish Wish, int Lines, decimal NewNet);

    /// <param name="Skipped">Contracts that somebody else changed meanwhile; they keep their prices.</param>
    public sealed record Done(long IndexationId, int Lines, int Skipped);

    public async Task<Result<Done>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.ContractsIndex))
        {
            return Refusal.Forbidden;
        }

        if (IndexationRules.Check(input.Wish.Rule) is { Count: > 0 } wrong)
        {
            return Result<Done>.Refused(wrong);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Indexations.AsNoTracking().SingleOrDefaultAsync(i => i.Key == input.Key, ct) is { } begun)
        {
            return begun is { FinishedAt: null, UndoneAt: null } ? await run.GoOnAsync(begun, ct) : await IndexationRun.DoneOfAsync(db, begun, ct);
        }

        if (await IndexationRules.WhyNotNowAsync(db, input.Wish.LegalEntityId, ct) is { } wait)
        {
            return wait;
        }

        var values = await IndexationRules.ValuesAsync(db, input.Wish.Rule, input.Wish.ValuesOn, ct);
        if (!values.TryGet(out var used))
        {
            return Result<Done>.Refused(values.Refusals);
        }

        var indexation = input.Wish.Apply(input.Key, used, user, clock.GetUtcNow().UtcDateTime);
        var lines = (await IndexationCandidates.ReadAsync(db, indexation, ct)).Where(l => l.Why is null).ToList();
        if (lines.Count == 0)
        {
            return Refusal.NotNow("Contracts.NothingToIndex");
        }

        if (lines.Count != input.Lines || lines.Sum(l => l.NewNet) != input.NewNet)
        {
            return Refusal.Conflict("Contracts.PreviewIsOld");
        }

        db.Add(indexation);
        if (lines.Select(l => l.ContractId).Distinct().Count() > InOneSave)
        {
            var begin = await db.TrySaveAsync(ct);
            return begin.Refusal is { } lost ? lost : await run.GoOnAsync(indexation, ct);
        }

        indexation.Finish(indexation.AppliedAt);
        var amended = await IndexationAmendments.AddAsync(db, user, indexation, lines, ct);
        var saved = amended.Succeeded ? await db.TrySaveAsync(ct) : amended;
        return saved.Succeeded ? new Done(indexation.Id, lines.Count, 0) : Result<Done>.Refused([.. saved.Refusals.Select(Said)]);
    }

    private static Refusal Said(Refusal refusal) => refusal.Kind == RefusalKind.Conflict ? Refusal.Conflict("Contracts.IndexedMeanwhile") : refusal;
}
