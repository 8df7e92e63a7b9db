using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Banking.Matching;

/// <summary>
/// What every step on a line has in common: one transaction, the version of the line as the person saw it, one save. Of two people at the
/// same second one wins; the other reads who it was.
/// </summary>
public sealed class LineSettling(PortalDbContextFactory contexts)
{
    /// <param name="step">Changes the line, and whatever goes with it; nothing is saved where it refuses.</param>
    public async Task<Result<T>> SettleAsync<T>(long lineId, int version, Func<PortalDbContext, BankLine, CancellationToken, Task<Result<T>>> step, CancellationToken ct)
    {
        var result = await TryAsync(lineId, version, step, ct);
        if (result.Succeeded)
        {
            return result;
        }

        // Whatever the refusal says, that somebody else has settled the line explains it best.
        await using var db = contexts.CreateDbContext();
        var line = await db.BankLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == lineId, ct);
        return line?.Version != version && line?.WhyDone() is { } done ? done
            : result.Refusal!.Kind == RefusalKind.Conflict && line?.Version == version ? await TryAsync(lineId, version, step, ct)
            : result;
    }

    public async Task<Result> SettleAsync(long lineId, int version, Func<PortalDbContext, BankLine, CancellationToken, Task<Result>> step, CancellationToken ct) =>
        await SettleAsync<long>(lineId, version, async (db, line, cancel) => await step(db, line, cancel) is { Succeeded: false } refused ? Result<long>.Refused(refused.Refusals) : line.Id, ct);

    private async Task<Result<T>> TryAsync<T>(long lineId, int version, Func<PortalDbContext, BankLine, CancellationToken, Task<Result<T>>> step, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        await using var transaction = await db.BeginWriteAsync(ct);
        var line = await db.BankLines.Include(l => l.Payments).SingleOrDefaultAsync(l => l.Id == lineId, ct);
        if (line is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(line, version);
        var done = await step(db, line, ct);
        if (!done.Succeeded)
        {
            return done;
        }

        var saved = await db.TrySaveAsync(ct);
        if (!saved.Succeeded)
        {
            return Result<T>.Refused(saved.Refusals);
        }

        await transaction.CommitAsync(ct);
        return done;
    }
}
