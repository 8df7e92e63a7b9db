using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Deletes a document with its editions. That it was there, its hash, who removed it and why stay in the audit trail.</summary>
public sealed class RemoveJobDocument(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long DocumentId, string Reason);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(await JobDocuments.FindAsync(db, input.DocumentId, ct)).TryGet(out var found))
        {
            return Refusal.NotFound;
        }

        var (document, job) = found;
        var reason = input.Reason.Trim();
        if (reason.Length is 0 or > Lengths.Text)
        {
            return (reason.Length == 0 ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", nameof(input.Reason), Lengths.Text)).On(nameof(input.Reason));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var editions = await JobDocuments.EditionsAsync(db, document, ct);
        foreach (var edition in editions)
        {
            edition.Remove(reason, now);
        }

        var ids = editions.ConvertAll(e => e.Id);
        db.TimelineEntries.Add(new TimelineEntry(job.ClientId, job.Id, now, user, "JobFolders.Removed", nameof(Job), job.Id, document.FileName, AddJobLine.Short(reason)));
        await using var transaction = await db.BeginWriteAsync(ct);
        if (await WaitingMessage.FindAsync(db, ids, ct) is { } message)
        {
            return Refusal.NotNow("JobFolders.GoesWithMessage", document.FileName, message.Subject, message.To);
        }

        if (await db.TrySaveAsync(ct) is { Succeeded: false } refused)
        {
            return refused;
        }

        await db.DocumentContents.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return Result.Done;
    }
}
