using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing;

/// <summary>
/// An invoice counts as sent once a mail server has accepted its message, and needs attention where it was refused: in the save that
/// records the server's answer.
/// </summary>
public sealed class InvoiceSendings(TimeProvider clock) : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [.. InvoiceMail.Kinds.Select(k => k.Name)];

    public async Task AcceptedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await FindAsync(db, message, ct) is not { } invoice || message.SentAt is not { } sentAt)
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
            Tell(db, invoice, sentAt, "Invoicing.Sent", invoice.DisplayNumber, to);
        }

        if (message.Refused.Any())
        {
            invoice.NeedsAttention(Invoice.MailPartlyRefused);
            Tell(db, invoice, sentAt, "Invoicing.Refused", message.Undelivered());
        }
    }

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await FindAsync(db, message, ct) is { } invoice)
        {
            invoice.NeedsAttention(Invoice.MailRefused);
            Tell(db, invoice, clock.GetUtcNow().UtcDateTime, "Invoicing.Refused", message.Undelivered());
        }
    }

    /// <summary>All is well again, unless another message about it is in trouble.</summary>
    public async Task DismissedAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        var others = db.OutgoingMessages.Where(m => m.AboutType == message.AboutType && m.AboutId == message.AboutId && m.Id != message.Id && m.Attention != null);
        if (await FindAsync(db, message, ct) is { HasMailTrouble: true } invoice && !await others.AnyAsync(ct))
        {
            invoice.EndMailTrouble();
        }
    }

    /// <summary>Null where it was issued while its proforma was on the way: what becomes of that message says nothing about the invoice itself.</summary>
    private static async Task<Invoice?> FindAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct) =>
        await db.Invoices.AllClients().SingleOrDefaultAsync(i => i.Id == message.AboutId, ct) is { } invoice && !(invoice.IsIssued && message.Kind == InvoiceMail.ProformaKind)
            ? invoice
            : null;

    private static void Tell(PortalDbContext db, Invoice invoice, DateTime at, string what, params object[] args) =>
        db.TimelineEntries.Add(new TimelineEntry(invoice.ClientId, invoice.JobId, at, SystemUser.Instance, what, nameof(Invoice), invoice.Id, args));
}
