using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Accounting.UseCases;

/// <summary>Locks the books of a legal entity up to a day, or opens periods again. Before and after go to the audit trail.</summary>
public sealed partial class MovePeriodLock(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<MovePeriodLock> log)
{
    /// <param name="Version">Of the company as the person saw it.</param>
    /// <param name="LockDate">The last locked day; null opens everything.</param>
    public sealed record Input(long LegalEntityId, int Version, DateOnly? LockDate);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.AccountingLock))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var entity = await db.LegalEntities.SingleOrDefaultAsync(e => e.Id == input.LegalEntityId, ct);
        if (entity is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(entity, input.Version);
        var moved = entity.LockBooks(input.LockDate, entity.Today(clock));
        if (!moved.Succeeded)
        {
            return moved;
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogMoved(log, entity.Id, input.LockDate);
        }

        return saved;
    }

    [LoggerMessage(LogLevel.Information, "Books of company {LegalEntityId} are locked through {LockDate}")]
    private static partial void LogMoved(ILogger logger, long legalEntityId, DateOnly? lockDate);
}
