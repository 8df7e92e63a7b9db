using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Takes a job to a later status, or cancels it.</summary>
public sealed class MoveJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<MoveJob> log)
{
    private const int MostNamed = 20;

    public sealed record Input(long JobId, int Version, JobStatus Status);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        if (await db.HoldAsync([input.JobId], ct) is { } notHeld)
        {
            return notHeld;
        }

        var job = await db.Jobs.Include(j => j.Lines).SingleOrDefaultAsync(j => j.Id == input.JobId, ct);
        if (job is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(job, input.Version);
        if (input.Status is JobStatus.Closed or JobStatus.Cancelled && !job.IsFinished && await WhatWaitsAsync(db, job, ct) is { } waits)
        {
            return waits;
        }

        if (job.MoveTo(input.Status).Refusal is { } no)
        {
            return no;
        }

        if (job.Status == JobStatus.Invoiced && await DepositRoom.WhyNotInvoicedAsync(db, job, ct) is { } deposits)
        {
            return deposits;
        }

        if (job.Status is JobStatus.Done or JobStatus.Invoiced or JobStatus.Closed && await MissingAsync(db, job.Id, ct) is { Length: > 0 } missing)
        {
            return Refusal.NotNow("JobFolders.FieldsMissing", job.Number, missing);
        }

        db.TimelineEntries.Add(new TimelineEntry(
            job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, "JobFolders.Moved" + input.Status, nameof(Job), job.Id, job.Number));
        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded)
        {
            await transaction.CommitAsync(ct);
            log.JobMoved(job.Id, job.Status);
        }

        return saved;
    }

    /// <summary>What would go out of a job that is over, or be forgotten in it: its proformas, and deposits that no invoice deducts.</summary>
    private static async Task<Refusal?> WhatWaitsAsync(PortalDbContext db, Job job, CancellationToken ct)
    {
        var lines = db.Set<JobLine>().Where(l => l.JobId == job.Id).Select(l => (long?)l.Id);
        var proformas = await db.Invoices.Where(i => i.Number == null && (i.JobId == job.Id || i.Lines.Any(l => lines.Contains(l.JobLineId))))
            .OrderBy(i => i.Id).Select(i => i.ProformaNumber).Take(MostNamed).ToListAsync(ct);
        return proformas.Count > 0 ? Refusal.NotNow("JobFolders.ProformasWait", job.Number, string.Join(", ", proformas))
            : await DepositRoom.WhyNotInvoicedAsync(db, job, ct) is { } deposits ? deposits with { Code = "JobFolders.DepositsKeepOpen" }
            : null;
    }

    /// <summary>The names of the required fields in which the job says nothing.</summary>
    private static async Task<string> MissingAsync(PortalDbContext db, long jobId, CancellationToken ct)
    {
        var language = CultureInfo.CurrentUICulture.Name;
        var fields = await db.JobFields.AsNoTracking()
            .Where(f => f.IsActive && f.IsRequired
                && !db.JobFieldValues.Any(v => v.JobId == jobId && v.FieldId == f.Id && (v.Text != null || v.Number != null || v.Day != null || v.Flag != null)))
            .OrderBy(f => f.Position).Select(f => f.Name).ToListAsync(ct);
        return string.Join(", ", fields.Select(f => f.In(language)));
    }
}
