using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions;

/// <summary>What of a request is to be invoiced, perhaps from one of its visits.</summary>
/// <param name="VisitId">The invoice becomes the visit's; lines of other visits are left out.</param>
/// <param name="LineIds">Null takes all that is neither quoted, invoiced, nor billed by a contract.</param>
/// <param name="PurchaseOrder">The client's number; empty takes the job's.</param>
public sealed record WorkToBill(long RequestId, long? VisitId = null, IReadOnlyCollection<long>? LineIds = null, string PurchaseOrder = "");

/// <summary>Work of a request on its way to an invoice: ordered in the job, and from there taken as everything else that a job bills.</summary>
internal sealed class WorkBilling
{
    private readonly ServiceRequest request;
    private readonly Visit? visit;

    private readonly string purchaseOrder;

    private WorkBilling(ServiceRequest request, Visit? visit, string purchaseOrder, IReadOnlyList<DraftInvoice.LineQuantity> quantities)
    {
        (this.request, this.visit, this.purchaseOrder) = (request, visit, purchaseOrder);
        Quantities = quantities;
    }

    public IReadOnlyList<DraftInvoice.LineQuantity> Quantities { get; }

    public string Title => request.PrintableTitle;

    /// <summary>Refuses what went another way already, and where nothing is left.</summary>
    public static async Task<Result<WorkBilling>> OrderAsync(PortalDbContext db, Job job, WorkToBill wanted, ICurrentUser by, DateTime now, CancellationToken ct)
    {
        var request = await db.ServiceRequests.Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == wanted.RequestId && r.JobId == job.Id, ct);
        var visit = wanted.VisitId is { } visitId ? await db.Visits.SingleOrDefaultAsync(v => v.Id == visitId && v.RequestId == wanted.RequestId, ct) : null;
        if (request is null || (visit is null && wanted.VisitId is not null))
        {
            return Refusal.NotFound;
        }

        if (visit is { InvoiceId: not null })
        {
            return Refusal.NotNow("Interventions.VisitHasInvoice", visit.Number);
        }

        var chosen = Choose(request, visit, job, wanted.LineIds);
        if (wanted.LineIds is { } ids && ids.Except(chosen.Select(l => l.Id)).Any())
        {
            return Refusal.Stale;
        }

        if (chosen.Find(l => l is { QuoteLineId: not null, JobLineId: not null }) is { } quoted)
        {
            return Refusal.NotNow("Interventions.BilledByItsQuote", quoted.Description);
        }

        if (chosen.Find(l => wanted.LineIds is not null && !IsLeft(l, job)) is { } taken)
        {
            return Refusal.NotNow("Interventions.LineIsTaken", taken.Description);
        }

        if (chosen.Count == 0)
        {
            return Refusal.NotNow("Interventions.NothingToBill", request.Number);
        }

        var ordered = await WorkLineOrders.OrderAsync(db, job, chosen, by, now, ct);
        return ordered.TryGet(out var lines, out var refusal)
            ? new WorkBilling(request, visit, wanted.PurchaseOrder, [.. lines.Select(l => new DraftInvoice.LineQuantity(l.Id, l.QuantityToInvoice))])
            : refusal;
    }

    /// <summary>Gives the proforma what the request says, and the visit its invoice.</summary>
    public Result Begin(Invoice invoice)
    {
        invoice.Edit(new Invoice.Head(
            invoice.BilledToId, invoice.Title, purchaseOrder.Length > 0 ? purchaseOrder : invoice.PurchaseOrder, request.FiscalPositionId, invoice.PaymentTermsId, invoice.Message, null, null, false,
            request.SiteId ?? invoice.SiteId, invoice.Discount, invoice.RetentionPercent, invoice.RetentionUntil));
        return visit?.Bill(invoice.Id) ?? Result.Done;
    }

    /// <summary>What an approved quote ordered is invoiced by its schedule, from the quote.</summary>
    private static List<WorkLine> Choose(ServiceRequest request, Visit? visit, Job job, IReadOnlyCollection<long>? ids) =>
    [
        .. request.Lines.OrderBy(l => l.Position)
            .Where(l => ids is null
                ? (visit is null || l.VisitId is null || l.VisitId == visit.Id) && l.QuoteLineId is null && IsLeft(l, job)
                : ids.Contains(l.Id)),
    ];

    private static bool IsLeft(WorkLine line, Job job) =>
        line.State == WorkLineState.Open || (line.JobLineId is { } id && job.Lines.Exists(l => l.Id == id && l.QuantityToInvoice != 0));
}
