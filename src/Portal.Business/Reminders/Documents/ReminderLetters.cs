using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Mail;

namespace Portal.Business.Reminders.Documents;

/// <summary>The letter of a reminder as a PDF in the client's language: the words of the message, and how its amounts come about.</summary>
public sealed class ReminderLetters(Letterheads letterheads)
{
    /// <param name="now">The document carries this instant.</param>
    internal async Task<DocumentFile> RenderAsync(PortalDbContext db, ReminderDraft draft, MailWishes said, DateTime now, CancellationToken ct)
    {
        var letterhead = await letterheads.GetAsync(db, draft.Entity.Id, draft.Entity.Version, ct);
        return ReminderSheet.Draw(draft, said, SellerParty.Of(draft.Entity), BuyerParty.Of(draft.Client), letterhead, now);
    }
}
