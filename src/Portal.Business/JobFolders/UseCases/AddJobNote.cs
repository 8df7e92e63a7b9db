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
        var clientId = await db.Jobs.Where(j => j.Id == input.JobId).Select(j => (long?)j.ClientId).SingleOrDefaultAsync(ct);
        if (clientId is not { } client)
        {
            return Refusal.NotFound;
        }

        db.TimelineEntries.Add(TimelineEntry.OfNote(client, input.JobId, clock.GetUtcNow().UtcDateTime, user, note));
        return await db.TrySaveAsync(ct);
    }
}
