using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Scheduling.UseCases;

/// <summary>Deletes runs older than the settings keep them.</summary>
public sealed class CleanUpRuns(
    IDbContextFactory<PortalDbContext> contexts, IOptions<SchedulingOptions> options, ICurrentUser user, TimeProvider clock)
{
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        var deleted = await db.WorkRuns.Where(r => r.StartedAt < before).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return deleted;
    }
}
