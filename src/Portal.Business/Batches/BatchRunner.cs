using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Batches;

/// <summary>
/// Works one batch off, some items at a time. They are leased first, so that two processes never work on the same one, and those of a
/// process that died are taken over; that nothing happens twice is guarded by what is done itself.
/// </summary>
public sealed partial class BatchRunner(PortalDbContextFactory contexts, IServiceScopeFactory scopes, Steps steps, TimeProvider clock, ILogger<BatchRunner> log)
{
    private const int AtOnce = 20;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly string Node = $"{Environment.MachineName}/{Environment.ProcessId}";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>How many were done and refused by this process.</summary>
    internal async Task<(int Done, int Refused)> RunAsync(long batchId, CancellationToken ct)
    {
        var (done, refused) = (0, 0);
        while (await RunSomeAsync(batchId, ct) is { } some)
        {
            done += some.Done;
            refused += some.Refused;
        }

        return (done, refused);
    }

    /// <summary>Null when nothing of the batch is to be had any more.</summary>
    private async Task<(int Done, int Refused)?> RunSomeAsync(long batchId, CancellationToken ct)
    {
        await using var db = contexts.CreateFor(SystemUser.Instance);
        var batch = await db.Batches.AsNoTracking().SingleAsync(b => b.Id == batchId, ct);
        var items = await TakeAsync(db, batchId, ct);
        if (items.Count == 0)
        {
            await FinishAsync(db, batchId, ct);
            return null;
        }

        await using var scope = await scopes.CreateScopeForAsync(batch.StartedById, ct);
        var kind = scope?.ServiceProvider.GetServices<IBatchKind>().FirstOrDefault(k => k.Name == batch.Kind);
        var (done, refused) = (0, 0);
        foreach (var item in items)
        {
            if (await db.Batches.AnyAsync(b => b.Id == batchId && b.CancelledAt != null, ct))
            {
                item.Cancel(Now);
            }
            else if (kind is null)
            {
                item.Finish(Refusal.NotNow("Batches.NoAccess", batch.StartedBy), Now);
            }
            else
            {
                item.Finish(await RunAsync(kind, batch, item, db, items, ct), Now);
            }

            _ = item.State == BatchItemState.Done ? done++ : refused++;
            await RecordAsync(db, item);
            steps.Reached("batches.recorded");
        }

        return (done, refused);
    }

    private async Task<Result<string>> RunAsync(IBatchKind kind, Batch batch, BatchItem item, PortalDbContext db, List<BatchItem> items, CancellationToken ct)
    {
        try
        {
            var work = new BatchWork(item.SubjectId, item.Version, RequestOf(item), batch.Again, item.Attempts > 1, batch.Id);
            var result = await kind.RunAsync(work, ct);
            steps.Reached("batches.done");
            return result;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The process stops. What was not recorded may have been done: it counts as begun.
            foreach (var left in items.Where(i => i.State == BatchItemState.Running))
            {
                left.GiveBack();
                await RecordAsync(db, left);
            }

            throw;
        }
        catch (Exception e)
        {
            LogFailed(log, e, item.SubjectId, batch.Subject, batch.Id);
            return Refusal.NotNow("Batches.Fault");
        }
    }

    /// <summary>Takes the next items in one transaction that only one process can win; the same on every database.</summary>
    private async Task<List<BatchItem>> TakeAsync(PortalDbContext db, long batchId, CancellationToken ct)
    {
        var now = Now;
        var owner = $"{Node}/{Ids.New():x}";
        var until = now + Lease;
        await using (var transaction = await db.BeginWriteAsync(ct))
        {
            var free = db.BatchItems.Where(i =>
                i.BatchId == batchId && (i.State == BatchItemState.Waiting || (i.State == BatchItemState.Running && i.LeasedUntil < now)));
            var ids = await free.OrderBy(i => i.Position).Select(i => i.Id).Take(AtOnce).ToListAsync(ct);
            await free.Where(i => ids.Contains(i.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.State, BatchItemState.Running).SetProperty(i => i.LeaseOwner, owner)
                    .SetProperty(i => i.LeasedUntil, until).SetProperty(i => i.Attempts, i => i.Attempts + 1),
                ct);
            await transaction.CommitAsync(ct);
        }

        return await db.BatchItems.Where(i => i.BatchId == batchId && i.LeaseOwner == owner).OrderBy(i => i.Position).ToListAsync(ct);
    }

    /// <summary>Whoever lost the lease meanwhile leaves the record to the new owner. Not cancellable: it has happened.</summary>
    private static async Task RecordAsync(PortalDbContext db, BatchItem item)
    {
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.Entry(item).State = EntityState.Detached;
        }
    }

    private async Task FinishAsync(PortalDbContext db, long batchId, CancellationToken ct)
    {
        var now = Now;
        await using var transaction = await db.BeginWriteAsync(ct);
        await db.Batches
            .Where(b => b.Id == batchId && b.FinishedAt == null
                && !db.BatchItems.Any(i => i.BatchId == b.Id && (i.State == BatchItemState.Waiting || i.State == BatchItemState.Running)))
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.FinishedAt, now), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The same at every attempt, so that a message is queued once.</summary>
    private static Guid RequestOf(BatchItem item)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, item.Id);
        BitConverter.TryWriteBytes(bytes[8..], item.BatchId);
        return new Guid(bytes);
    }

    [LoggerMessage(LogLevel.Error, "{Subject} {SubjectId} of batch {BatchId} failed; the batch goes on")]
    private static partial void LogFailed(ILogger logger, Exception e, long subjectId, BatchSubject subject, long batchId);
}
