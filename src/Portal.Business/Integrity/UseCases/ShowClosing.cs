using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Integrity.UseCases;

/// <summary>
/// The totals of a month, a year or any other period as they were sealed, and where the chain ends: what is printed or kept elsewhere
/// when a period is closed.
/// </summary>
public sealed class ShowClosing(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long LegalEntityId, DateOnly From, DateOnly To);

    /// <param name="First">Number of the first document in the order of the chain.</param>
    public sealed record Line(SealedKind Kind, string Currency, int Count, string First, string Last, decimal Amount);

    /// <param name="EndSequence">Of the last record that the period has; null without one.</param>
    /// <param name="ChainSequence">Of the whole chain, now.</param>
    /// <param name="Checked">The last check that is over.</param>
    public sealed record Closing(
        string LegalName, RegistrationNumbers Numbers, DateOnly From, DateOnly To, IReadOnlyList<Line> Lines, long? EndSequence, string EndHash,
        long ChainSequence, string ChainHash, ShowIntegrity.Check? Checked, DateTime MadeAt, string MadeBy);

    public async Task<Result<Closing>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        if (input.From > input.To)
        {
            return Refusal.Invalid("Integrity.PeriodEndsBeforeItStarts", input.From, input.To).On(nameof(input.To));
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.AsNoTracking().SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        var records = db.SealedRecords.Where(r => r.LegalEntityId == entity.Id && r.Day >= input.From && r.Day <= input.To);
        var sums = await records.GroupBy(r => new { r.Kind, r.Currency })
            .Select(g => new { g.Key.Kind, g.Key.Currency, Count = g.Count(), First = g.Min(r => r.Sequence), Last = g.Max(r => r.Sequence), Amount = g.Sum(r => r.Amount) })
            .ToListAsync(ct);
        var ends = sums.SelectMany(s => new[] { s.First, s.Last }).Distinct().ToList();
        var named = await db.SealedRecords.AsNoTracking().Where(r => r.LegalEntityId == entity.Id && ends.Contains(r.Sequence))
            .Select(r => new { r.Sequence, r.Number, r.Hash }).ToDictionaryAsync(r => r.Sequence, ct);
        var last = sums.Count == 0 ? (long?)null : sums.Max(s => s.Last);
        var end = await db.ChainEnds.AsNoTracking().SingleOrDefaultAsync(e => e.LegalEntityId == entity.Id, ct);
        var check = await db.IntegrityChecks.AsNoTracking().Where(c => c.LegalEntityId == entity.Id && c.FinishedAt != null).OrderByDescending(c => c.StartedAt).FirstOrDefaultAsync(ct);
        return new Closing(
            entity.LegalName, entity.Numbers, input.From, input.To,
            [.. sums.OrderBy(s => s.Kind).ThenBy(s => s.Currency, StringComparer.Ordinal).Select(s => new Line(s.Kind, s.Currency, s.Count, named[s.First].Number, named[s.Last].Number, s.Amount))],
            last, last is { } sequence ? named[sequence].Hash : "", end?.Sequence ?? 0, end?.Hash ?? "",
            check is null ? null : new ShowIntegrity.Check(check.Id, check.StartedBy, check.StartedAt, check.FinishedAt, check.Target, check.LastSequence, check.LastHash, check.Found, check.Percent),
            clock.GetUtcNow().UtcDateTime, user.Name);
    }
}
