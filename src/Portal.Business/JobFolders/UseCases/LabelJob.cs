using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Puts a label on a job, or takes one off.</summary>
public sealed class LabelJob(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(long JobId, string Label, bool Remove = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsEdit))
        {
            return Refusal.Forbidden;
        }

        var name = string.Join(' ', input.Label.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > JobLabel.Longest)
        {
            return (name.Length == 0 ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", nameof(input.Label), JobLabel.Longest)).On(nameof(input.Label));
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await db.Jobs.AnyAsync(j => j.Id == input.JobId, ct))
        {
            return Refusal.NotFound;
        }

        var key = JobLabel.KeyOf(name);
        var there = await db.JobLabels.SingleOrDefaultAsync(l => l.JobId == input.JobId && l.Key == key, ct);
        if (input.Remove == (there is null))
        {
            return Result.Done;
        }

        if (there is not null)
        {
            db.JobLabels.Remove(there);
        }
        else
        {
            // One spelling of a label for all jobs: the first.
            var known = await db.JobLabels.Where(l => l.Key == key).OrderBy(l => l.Id).Select(l => l.Name).FirstOrDefaultAsync(ct);
            db.JobLabels.Add(new JobLabel(input.JobId, known ?? name));
        }

        return await db.TrySaveAsync(ct);
    }
}
