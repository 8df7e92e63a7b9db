using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing;

/// <summary>A message with the document as it is now that waits to be sent, or is being sent.</summary>
/// <param name="To">Addresses that have not accepted it yet.</param>
/// <param name="GoesAt">When it is sent, in the legal entity's time zone.</param>
/// <param name="IsDue">That time has come.</param>
public sealed record OnItsWay(string To, DateTime GoesAt, bool IsDue)
{
    /// <summary>Of several, the one that goes first; null when nothing waits.</summary>
    public static async Task<OnItsWay?> FindAsync(PortalDbContext db, Invoice invoice, LegalEntity entity, DateTime now, CancellationToken ct)
    {
        var kind = InvoiceMail.KindOf(invoice);
        var first = await db.OutgoingMessages.AsNoTracking()
            .Where(m => m.AboutType == nameof(Invoice) && m.AboutId == invoice.Id && m.Kind == kind
                && (m.State == MessageState.Queued || m.State == MessageState.Sending))
            .OrderBy(m => m.NextAttemptAt).ThenBy(m => m.Id)
            .Select(m => new { m.Recipients, m.NextAttemptAt })
            .FirstOrDefaultAsync(ct);
        return first is null
            ? null
            : new OnItsWay(
                string.Join(", ", first.Recipients.Where(r => r.State == RecipientState.Pending).Select(r => r.Address)), entity.Local(first.NextAttemptAt), first.NextAttemptAt <= now);
    }

    public Refusal WhyNotAgain() => Refusal.NotNow("Invoicing.OnItsWay", To, Formats.Current.DateTime(GoesAt)).On("Again");
}
