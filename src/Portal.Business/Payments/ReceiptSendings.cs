using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Payments;

/// <summary>A receipt that did not arrive stands on the timelines on which its payment stands.</summary>
public sealed class ReceiptSendings(TimeProvider clock) : IMessageFollower
{
    public IReadOnlyCollection<string> Kinds { get; } = [PaymentReceipts.MailKind];

    public async Task GivenUpAsync(PortalDbContext db, OutgoingMessage message, CancellationToken ct)
    {
        if (await db.Payments.AllClients().AsNoTracking().Include(p => p.Allocations).SingleOrDefaultAsync(p => p.Id == message.AboutId, ct) is { } payment)
        {
            var ids = payment.Allocations.Select(a => a.InvoiceId).ToList();
            var invoices = await db.Invoices.AllClients().AsNoTracking().Where(i => ids.Contains(i.Id)).ToListAsync(ct);
            PaymentIntake.Tell(db, payment, invoices, SystemUser.Instance, clock.GetUtcNow().UtcDateTime, "Payments.ReceiptNotDelivered", _ => message.Undelivered());
        }
    }
}
