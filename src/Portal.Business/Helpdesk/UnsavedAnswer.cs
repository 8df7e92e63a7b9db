using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Helpdesk;

/// <summary>
/// What one person has written on a ticket and not sent yet: kept while they write, so that a closed tab or a lost connection loses nothing.
/// Gone as soon as it is sent or thrown away.
/// </summary>
public sealed class UnsavedAnswer : Entity
{
    public UnsavedAnswer(long ticketId, long userId) => (TicketId, UserId) = (ticketId, userId);

    private UnsavedAnswer()
    {
    }

    public long TicketId { get; private set; }

    public long UserId { get; private set; }

    public string Body { get; private set; } = "";

    /// <summary>Meant for colleagues only.</summary>
    public bool IsNote { get; private set; }

    public DateTime ChangedAt { get; private set; }

    public void Keep(string body, bool isNote, DateTime now) => (Body, IsNote, ChangedAt) = (body, isNote, now);

    /// <summary>Its ticket was merged into another.</summary>
    internal void MoveTo(long ticketId) => TicketId = ticketId;

    /// <summary>To be called in the save that makes it needless.</summary>
    internal static async Task ForgetAsync(PortalDbContext db, long ticketId, ICurrentUser user, CancellationToken ct)
    {
        if (user.UserId is { } id && await db.UnsavedAnswers.SingleOrDefaultAsync(u => u.TicketId == ticketId && u.UserId == id, ct) is { } unsaved)
        {
            db.UnsavedAnswers.Remove(unsaved);
        }
    }
}
