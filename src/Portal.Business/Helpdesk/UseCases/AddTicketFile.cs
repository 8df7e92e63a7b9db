using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>Attaches a file to a ticket; the client sees it where that is wanted.</summary>
public sealed class AddTicketFile(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long TicketId, string Name, Stream Bytes, bool ShareWithClient = false);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork))
        {
            return Refusal.Forbidden;
        }

        if (!(await Uploads.CheckAsync(input.Name, input.Bytes, ct)).TryGet(out var file, out var refused))
        {
            return refused;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == input.TicketId, ct) is not { } ticket)
        {
            return Refusal.NotFound;
        }

        db.StoredDocuments.Add(TicketFiles.Keep(ticket, file, TicketFiles.Visibility(input.ShareWithClient), clock.GetUtcNow().UtcDateTime));
        return await db.TrySaveAsync(ct);
    }
}
