using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing;

/// <summary>An invoice counts as sent once a mail server has accepted its message: in the save that records the acceptance.</summary>
public sealed class InvoiceSendings : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [.. InvoiceMail.Kinds.Select(k => k.Name)];

    public async Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await db.Invoices.AllClients().SingleOrDefaultAsync(i => i.Id == message.AboutId, ct) is not { } invoice
            || message.SentAt is not { } sentAt)
        {
            return;
        }

        var news = invoice.Status is InvoiceStatus.ReadyToSend or InvoiceStatus.ProformaInPreparation;
        if (invoice.IsIssued)
        {
            invoice.MarkSent(sentAt);
        }
        else
        {
            invoice.MarkProformaSent(sentAt);
        }

        if (news)
        {
            var to = string.Join(", ", message.Recipients.Where(r => r.State == RecipientState.Accepted).Select(r => r.Address));
            db.TimelineEntries.Add(new TimelineEntry(
                invoice.ClientId, invoice.JobId, sentAt, SystemUser.Instance, "Invoicing.Sent", nameof(Invoice), invoice.Id, invoice.DisplayNumber, to));
        }
    }
}
