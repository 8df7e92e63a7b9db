using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Integrity.UseCases;

/// <summary>
/// Carries out the checks that people have asked for, a step and a save at a time: a crash or a restart goes on where it was. On two
/// nodes, the version of the check lets one of them walk.
/// </summary>
public sealed partial class RunIntegrityChecks(
    IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, ChainWalk walk, TimeProvider clock, ILogger<RunIntegrityChecks> log)
{
    public sealed record Summary(int Finished, int Found);

    public async Task<Result<Summary>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.AuditView))
        {
            return Refusal.Forbidden;
        }

        List<long> open;
        await using (var db = contexts.CreateDbContext())
        {
            open = await db.IntegrityChecks.Where(c => c.OpenKey != null).OrderBy(c => c.StartedAt).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        }

        var (finished, found) = (0, 0);
        foreach (var id in open)
        {
            IntegrityCheck? check;
            do
            {
                check = await TryStepAsync(id, ct);
            }
            while (check is { IsOver: false, Failures: 0 });

            if (check is { FinishedAt: not null })
            {
                (finished, found) = (finished + 1, found + check.Found);
                LogFinished(log, check.Id, check.LegalEntityId, check.LastSequence, check.Found);
            }
        }

        return new Summary(finished, found);
    }

    /// <summary>A fault stops this check and no other: it is kept where the person who asked sees it, and the next run tries again.</summary>
    private async Task<IntegrityCheck?> TryStepAsync(long id, CancellationToken ct)
    {
        try
        {
            return await StepAsync(id, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, id, fault);
            await using var db = contexts.CreateDbContext();
            var check = await db.IntegrityChecks.SingleAsync(c => c.Id == id, ct);
            if (check.IsOver)
            {
                return null;
            }

            check.Fail(fault.GetBaseException().Message, clock.GetUtcNow().UtcDateTime);
            return (await db.TrySaveAsync(ct)).Succeeded ? check : null;
        }
    }

    /// <summary>Null when another node walks there.</summary>
    private async Task<IntegrityCheck?> StepAsync(long id, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var check = await db.IntegrityChecks.SingleAsync(c => c.Id == id, ct);
        if (check.IsOver)
        {
            return null;
        }

        void Keep(Finding finding)
        {
            if (check.Find(finding) is { } kept)
            {
                db.Add(kept);
            }
        }

        if (check.LastSequence < check.Target)
        {
            check.Reach(await walk.StepAsync(db, check.LegalEntityId, check.Place, check.Target, Keep, ct));
        }
        else
        {
            await walk.FinishAsync(db, check.LegalEntityId, Keep, ct);
            await SettledSums.CompareAsync(db, check.LegalEntityId, Keep, ct);
            check.Finish(clock.GetUtcNow().UtcDateTime);
        }

        return (await db.TrySaveAsync(ct)).Succeeded ? check : null;
    }

    [LoggerMessage(LogLevel.Error, "A step of check {CheckId} failed")]
    private static partial void LogFailed(ILogger logger, long checkId, Exception fault);

    [LoggerMessage(LogLevel.Information, "Check {CheckId} of the chain of company {LegalEntityId} is over: {Records} records, {Found} differences")]
    private static partial void LogFinished(ILogger logger, long checkId, long legalEntityId, long records, int found);
}
