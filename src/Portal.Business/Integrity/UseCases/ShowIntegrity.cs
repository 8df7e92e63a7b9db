using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Integrity.UseCases;

/// <summary>Where the chain of a legal entity ends, and what its checks have found; one check with its differences.</summary>
public sealed class ShowIntegrity(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    private const int MostChecks = 20;

    /// <param name="CheckId">Whose differences to show; null takes the last.</param>
    public sealed record Input(long LegalEntityId, long? CheckId = null);

    public sealed record Check(
        long Id, string StartedBy, DateTime StartedAt, DateTime? FinishedAt, long Target, long LastSequence, string LastHash, int Found, int Percent, DateTime? FailedAt = null, string Failure = "");

    public sealed record Difference(
        FindingKind Kind, SealedKind? DocumentKind, string Document, long? SubjectId, long? Sequence, string Field, string Before, string Now);

    /// <param name="Selected">The check whose differences are listed; null before the first.</param>
    public sealed record Shown(
        string LegalEntity, DateOnly Today, long Sequence, string Hash, DateTime? LastSealedAt, IReadOnlyList<Check> Checks, Check? Selected,
        IReadOnlyList<Difference> Differences);

    public async Task<Result<Shown>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        var own = db.IntegrityChecks.AsNoTracking().Where(c => c.LegalEntityId == entity.Id);
        var checks = await own.OrderByDescending(c => c.StartedAt).ThenByDescending(c => c.Id).Take(MostChecks).ToListAsync(ct);
        var selected = input.CheckId is { } wanted ? await own.SingleOrDefaultAsync(c => c.Id == wanted, ct) : checks.FirstOrDefault();
        if (input.CheckId is not null && selected is null)
        {
            return Refusal.NotFound;
        }

        var differences = selected is null ? [] : await db.Set<IntegrityFinding>().AsNoTracking().Where(f => f.CheckId == selected.Id).OrderBy(f => f.Position)
            .Select(f => new Difference(f.Kind, f.DocumentKind, f.Document, f.SubjectId, f.Sequence, f.Field, f.Before, f.Now)).ToListAsync(ct);
        var end = await db.ChainEnds.AsNoTracking().SingleOrDefaultAsync(e => e.LegalEntityId == entity.Id, ct);
        var lastAt = await db.SealedRecords.Where(r => r.LegalEntityId == entity.Id).OrderByDescending(r => r.Sequence).Select(r => (DateTime?)r.SealedAt).FirstOrDefaultAsync(ct);
        return new Shown(
            entity.Name, entity.Today(clock), end?.Sequence ?? 0, end?.Hash ?? "", lastAt, [.. checks.Select(Row)], selected is null ? null : Row(selected), differences);
    }

    private static Check Row(IntegrityCheck c) =>
        new(c.Id, c.StartedBy, c.StartedAt, c.FinishedAt, c.Target, c.LastSequence, c.LastHash, c.Found, c.Percent, c.FailedAt, c.Failure);
}
