using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Writes on a job's timeline that somebody was called, or called us.</summary>
public sealed class LogJobCall(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    /// <param name="With">Who was at the other end.</param>
    /// <param name="Incoming">They called us.</param>
    /// <param name="Note">What was said.</param>
    public sealed record Input(long JobId, string With, bool Incoming, string Note);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        var refusals = new List<Refusal>();
        foreach (var (field, text, longest) in new[] { (nameof(input.With), input.With.Trim(), Lengths.Name), (nameof(input.Note), input.Note.Trim(), Lengths.LongText) })
        {
            if (text.Length == 0 || text.Length > longest)
            {
                refusals.Add((text.Length == 0 ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", field, longest)).On(field));
            }
        }

        if (refusals.Count > 0)
        {
            return Result.Refused(refusals);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct) is not { } job)
        {
            return Refusal.NotFound;
        }

        db.TimelineEntries.Add(TimelineEntry.OfCall(job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, input.With.Trim(), input.Incoming, input.Note.Trim()));
        return await db.TrySaveIntoAsync(job.Id, Refusal.NotNow("JobFolders.IsMerged", job.Number), ct);
    }
}
