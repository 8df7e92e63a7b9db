using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>
/// Puts everything of one job into another of the same client, company and currency, in one transaction. The first is closed and points to
/// the second. Two people who merge at once are told apart by the versions of both jobs.
/// </summary>
public sealed class MergeJobs(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock, ILogger<MergeJobs> log)
{
    /// <param name="FromId">Is emptied and closed.</param>
    /// <param name="IntoId">Stays.</param>
    public sealed record Input(long FromId, int Version, long IntoId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWriteAsync(ct);
        if (await db.HoldAsync([input.FromId, input.IntoId], ct) is { } notHeld)
        {
            return notHeld;
        }

        var jobs = await db.Jobs.Include(j => j.Lines).Where(j => j.Id == input.FromId || j.Id == input.IntoId).ToListAsync(ct);
        if (jobs.Find(j => j.Id == input.FromId) is not { } from || jobs.Find(j => j.Id == input.IntoId) is not { } into)
        {
            return Refusal.NotFound;
        }

        if (Check(from, into) is { } no)
        {
            return no.On(nameof(input.IntoId));
        }

        db.ExpectVersion(from, input.Version);
        await JobMerging.MoveAllAsync(db, from, into, ct);
        from.MergeInto(into);

        // Written even where nothing of its own changes: its version is what tells two mergers apart.
        db.Touch(into);
        var now = clock.GetUtcNow().UtcDateTime;
        JobsToInvoiceAgain.OpenWithMore(db, into, user, now);
        db.TimelineEntries.Add(new TimelineEntry(from.ClientId, from.Id, now, user, JobEvents.MergedInto, nameof(Job), into.Id, into.Number));
        db.TimelineEntries.Add(new TimelineEntry(into.ClientId, into.Id, now, user, "JobFolders.MergedFrom", nameof(Job), from.Id, from.Number));
        if (await db.TrySaveAsync(ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        await transaction.CommitAsync(ct);
        log.JobMerged(from.Id, into.Id);
        return Result.Done;
    }

    private static Refusal? Check(Job from, Job into)
    {
        if (from.MergedIntoId is not null || into.MergedIntoId is not null)
        {
            return Refusal.NotNow("JobFolders.IsMerged", from.MergedIntoId is not null ? from.Number : into.Number);
        }

        return from.Id == into.Id || from.ClientId != into.ClientId || from.LegalEntityId != into.LegalEntityId || from.Currency != into.Currency
            ? Refusal.NotNow("JobFolders.NotToBeMerged", from.Number, into.Number)
            : into.IsFinished ? Refusal.NotNow("JobFolders.JobFinished", into.Number)
            : from.RetentionPercent != 0 || from.Lines.Exists(l => l.QuantityToInvoice != 0 || l.BillsDelivered) ? from.WhyNotWith(into)
            : null;
    }
}
