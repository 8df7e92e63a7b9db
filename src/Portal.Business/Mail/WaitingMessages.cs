using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Mail;

/// <summary>A message that may still go out: it waits, is held, has failed, or has not reached everybody.</summary>
/// <param name="To">Addresses that it has not reached.</param>
internal sealed record WaitingMessage(string Subject, string To)
{
    private static readonly MessageState[] States = [.. Enum.GetValues<MessageState>().Except([MessageState.Sent, MessageState.Cancelled])];

    /// <summary>The first that brings one of these documents; null where none does, so that their bytes are needed no more.</summary>
    public static async Task<WaitingMessage?> FindAsync(PortalDbContext db, IReadOnlyCollection<long> documentIds, CancellationToken ct)
    {
        foreach (var id in documentIds)
        {
            // The attachments are a list in one column; its numbers are compared here.
            var digits = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var found = await db.OutgoingMessages.AsNoTracking()
                .Where(m => (States.Contains(m.State) || (m.State == MessageState.Sent && m.Attention != null)) && ((string)(object)m.Attachments).Contains(digits))
                .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id).Select(m => new { m.Subject, m.Recipients, m.Attachments }).ToListAsync(ct);
            if (found.Find(m => m.Attachments.Any(a => a.DocumentId == id)) is { } message)
            {
                return new WaitingMessage(message.Subject, string.Join(", ", message.Recipients.Where(r => r.State != RecipientState.Accepted).Select(r => r.Address)));
            }
        }

        return null;
    }
}
