using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;
using Portal.Business.Payments;

namespace Portal.Business.Invoicing;

/// <summary>
/// Takes a new credit note off its invoice, in the caller's save: what the invoice owes, what was written off of it, what was paid beyond. Whether
/// a person credits or a contract's revision does, it goes this way.
/// </summary>
public sealed class CreditBooking(WriteOffs writeOffs)
{
    /// <param name="reason">The title of the note, and what the timeline says.</param>
    /// <returns>What was paid beyond what is owed now: it is the client's credit again.</returns>
    internal async Task<Result<IReadOnlyList<(Payment Payment, decimal Amount)>>> AddAsync(
        PortalDbContext db, ICurrentUser actor, Invoice original, Invoice note, string reason, DateTime now, CancellationToken ct)
    {
        note.Edit(new Invoice.Head(
            original.BilledToId, reason, original.PurchaseOrder, original.FiscalPositionId, null, null, null, null, SendWhenIssued: false, original.SiteId));
        if (original.Credit(note.Total, note) is { Refusal: { } refused })
        {
            return refused;
        }

        if (await writeOffs.ReverseOfCreditedAsync(db, original, reason, actor, ct) is { Succeeded: false } notReversed)
        {
            return Result<IReadOnlyList<(Payment Payment, decimal Amount)>>.Refused(notReversed.Refusals);
        }

        var released = await OverpaidInvoices.ReleaseAsync(db, original, now, ct);
        if (!released.Succeeded)
        {
            return released;
        }

        original.EndCredit(note);
        note.IndexForSearch(original.Parties!.Buyer.Name);
        db.Invoices.Add(note);
        db.TimelineEntries.Add(new TimelineEntry(
            original.ClientId, original.JobId, now, actor, "Invoicing.Credited", nameof(Invoice), original.Id, original.DisplayNumber, (note.Total, note.Currency), reason));
        return released;
    }
}
