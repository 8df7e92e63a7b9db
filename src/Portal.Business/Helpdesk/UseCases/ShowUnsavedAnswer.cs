using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk.UseCases;

/// <summary>What the person wrote on a ticket the last time and did not send.</summary>
public sealed class ShowUnsavedAnswer(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="IsNote">Meant for colleagues only.</param>
    public sealed record Unsaved(string Body, bool IsNote, DateTime ChangedAt);

    /// <returns>Null when nothing was left.</returns>
    public async Task<Result<Unsaved?>> RunAsync(long ticketId, CancellationToken ct)
    {
        if (!user.Has(Permissions.HelpdeskWork) || user.UserId is not { } userId)
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        return await db.UnsavedAnswers.AsNoTracking().Where(u => u.TicketId == ticketId && u.UserId == userId && db.Tickets.Any(t => t.Id == u.TicketId))
            .Select(u => new Unsaved(u.Body, u.IsNote, u.ChangedAt)).SingleOrDefaultAsync(ct);
    }
}
