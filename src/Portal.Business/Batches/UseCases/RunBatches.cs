using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches.UseCases;

public sealed record BatchesRun(int Done, int Refused);

/// <summary>Works off the batches that people have started, two at a time, so that a short one need not wait for a long one.</summary>
public sealed class RunBatches(PortalDbContextFactory contexts, BatchRunner runner, ICurrentUser user)
{
    private const int AtOnce = 2;

    private const int Most = 50;

    public async Task<Result<BatchesRun>> RunAsync(CancellationToken ct)
    {
        if (!user.Has(Permissions.SchedulerManage))
        {
            return Refusal.Forbidden;
        }

        var (done, refused) = (0, 0);
        var open = await OpenAsync(ct);
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (id, token) =>
        {
            var some = await runner.RunAsync(id, token);
            Interlocked.Add(ref done, some.Done);
            Interlocked.Add(ref refused, some.Refused);
        });
        return new BatchesRun(done, refused);
    }

    private async Task<List<long>> OpenAsync(CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        return await db.Batches.Where(b => b.FinishedAt == null).OrderBy(b => b.StartedAt).ThenBy(b => b.Id).Select(b => b.Id).Take(Most).ToListAsync(ct);
    }
}
