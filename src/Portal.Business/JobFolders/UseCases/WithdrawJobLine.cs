using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.PrepaidHours;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Takes a line out of the order, of which nothing was invoiced.</summary>
public sealed class WithdrawJobLine(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<WithdrawJobLine> log)
{
    public sealed record Input(long JobId, int Version, long LineId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var job = await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job?.Lines.SingleOrDefault(l => l.Id == input.LineId) is not { } line)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(job, input.Version);
        if (job.Withdraw(line).Refusal is { } no)
        {
            return no;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (line.Net > 0 && await DepositRoom.AllowLessAsync(db, job, line.TaxCodeId, user, now, ct) is { } deposits)
        {
            return deposits;
        }

        if (!await PackOpening.TakeBackAsync(db, line.Id, ct))
        {
            return Refusal.NotNow("JobFolders.LineHoursAreUsed", line.Description);
        }

        foreach (var work in await db.WorkLines.Where(w => w.JobLineId == line.Id).ToListAsync(ct))
        {
            work.LeaveJob();
        }

        foreach (var time in await db.TimeEntries.Where(e => e.JobLineId == line.Id).ToListAsync(ct))
        {
            time.LeaveLine();
        }

        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, now, user, "JobFolders.LineWithdrawn", nameof(Job), job.Id, AddJobLine.Short(line.Description)));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            log.LineWithdrawn(line.Id, job.Id);
        }

        return saved;
    }
}
