using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Bills a visit with an invoice of its job that was prepared earlier, and issues and sends it where that is wished. One that is attached already is
/// only issued and sent: what stood in the way may be put right since.
/// </summary>
public sealed class AttachVisitInvoice(PortalDbContextFactory contexts, InvoiceIssuing issuing, SendInvoice send, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Send">Issue it, if it is not, and send it.</param>
    /// <param name="PurchaseOrder">The number that the client gave on site; empty leaves the invoice's.</param>
    public sealed record Input(long VisitId, Guid Key, long InvoiceId, bool Send = true, string PurchaseOrder = "");

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.MayBillVisits(input.Send))
        {
            return Refusal.Forbidden;
        }

        if (VisitOrder.Check(input.PurchaseOrder) is { } tooLong)
        {
            return tooLong;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(
                db, user, input.VisitId, input.Key, visit => VisitAccess.MayBill(user, visit, input.Send), ct, VisitStepKind.InvoiceAttached)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone && visit.InvoiceId != input.InvoiceId)
        {
            return Refusal.NotNow("Interventions.OtherInvoiceMeanwhile", visit.Number);
        }

        if (!doing.WasDone && visit.InvoiceId != input.InvoiceId)
        {
            if ((await VisitReading.PreparedAsync(db, visit, ct)).Find(i => i.Id == input.InvoiceId) is not { } prepared)
            {
                return visit.InvoiceId is null ? Refusal.NotFound : Refusal.NotNow("Interventions.VisitHasInvoice", visit.Number);
            }

            if (visit.Bill(prepared.Id) is { Succeeded: false } refused)
            {
                return refused;
            }

            var now = clock.GetUtcNow().UtcDateTime;
            db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.InvoiceAttached, doing.Key, user, now, prepared.Number, prepared.Id));
            db.TimelineEntries.Add(new TimelineEntry(
                visit.ClientId, visit.JobId, now, user, "Interventions.InvoiceAttached", nameof(Visit), visit.Id, prepared.Number, visit.Number));
            if (!prepared.IsIssued)
            {
                (await db.Invoices.SingleAsync(i => i.Id == prepared.Id, ct)).OrderedAs(input.PurchaseOrder);
            }

            if (await doing.SaveOnceAsync(db, ct) is { Succeeded: false } lost)
            {
                return lost;
            }
        }

        return input.Send && visit.InvoiceId is { } billed ? await SendAsync(db, billed, input, ct) : Result.Done;
    }

    /// <summary>Issues it where that is left to do. What is issued and waits to be sent is sent; what is on its way or gone is not sent again.</summary>
    private async Task<Result> SendAsync(PortalDbContext db, long invoiceId, Input input, CancellationToken ct)
    {
        var invoice = await db.Invoices.Include(i => i.Lines).Include(i => i.Taxes).SingleAsync(i => i.Id == invoiceId, ct);
        if (!invoice.IsIssued)
        {
            invoice.OrderedAs(input.PurchaseOrder);
            var issued = await issuing.IssueAsync(db, user, invoice, null, true, ct);
            return issued.Succeeded ? Result.Done : Result.Refused([.. issued.Refusals.Select(VisitOrder.BesideItsField)]);
        }

        var onItsWay = await db.OutgoingMessages.AnyAsync(
            m => m.AboutType == nameof(Invoice) && m.AboutId == invoiceId && (m.State == MessageState.Queued || m.State == MessageState.Sending), ct);
        return invoice.Status == InvoiceStatus.ReadyToSend && !onItsWay ? await send.QueueAsync(new SendInvoice.Input(invoiceId, input.Key), ct) : Result.Done;
    }
}
