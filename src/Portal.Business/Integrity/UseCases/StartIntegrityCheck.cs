using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Integrity.UseCases;

/// <summary>A person asks for a check of the chain; scheduled work carries it out. One that runs already is answered with itself.</summary>
public sealed partial class StartIntegrityCheck(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<StartIntegrityCheck> log)
{
    public async Task<Result<long>> RunAsync(long legalEntityId, CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!await db.LegalEntities.AnyAsync(e => e.Id == legalEntityId, ct))
        {
            return Refusal.NotFound;
        }

        if (await OpenAsync(db, legalEntityId, ct) is { } running)
        {
            return running;
        }

        var check = new IntegrityCheck(legalEntityId, await ChainWalk.LastAsync(db, legalEntityId, ct), user, clock.GetUtcNow().UtcDateTime);
        db.IntegrityChecks.Add(check);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            LogStarted(log, check.Id, legalEntityId);
            return check.Id;
        }

        db.ChangeTracker.Clear();
        return await OpenAsync(db, legalEntityId, ct) is { } first ? first : Result<long>.Refused(saved.Refusals);
    }

    private static Task<long?> OpenAsync(PortalDbContext db, long legalEntityId, CancellationToken ct) =>
        db.IntegrityChecks.Where(c => c.OpenKey == legalEntityId).Select(c => (long?)c.Id).FirstOrDefaultAsync(ct);

    [LoggerMessage(LogLevel.Information, "Check {CheckId} of the chain of company {LegalEntityId} asked for")]
    private static partial void LogStarted(ILogger logger, long checkId, long legalEntityId);
}
