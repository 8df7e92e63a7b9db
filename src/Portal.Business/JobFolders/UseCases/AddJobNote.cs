using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.JobFolders.UseCases;

/// <summary>Writes a note for colleagues on a job's timeline.</summary>
public sealed class AddJobNote(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long JobId, string Note);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.JobsView) || user.Clients.IsLimited)
        {
            return Refusal.Forbidden;
        }

        var note = input.Note.Trim();
        if (note.Length is 0 or > Lengths.LongText)
        {
            return (note.Length == 0 ? Refusal.Invalid("Common.Required") : Refusal.Invalid("Common.TooLong", "Note", Lengths.LongText)).On("Note");
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == input.JobId, ct) is not { } job)
        {
            return Refusal.NotFound;
        }

        db.TimelineEntries.Add(TimelineEntry.OfNote(job.ClientId, job.Id, clock.GetUtcNow().UtcDateTime, user, note));
        return await db.TrySaveIntoAsync(job.Id, Refusal.NotNow("JobFolders.IsMerged", job.Number), ct);
    }
}
