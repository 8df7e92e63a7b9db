using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Makes a proforma from a request, or from one of its visits: its lines are ordered in the job and taken from there in the same save, so
/// that no line is invoiced twice along whatever path.
/// </summary>
public sealed class InvoiceRequest(PortalDbContextFactory contexts, DraftInvoice draft, ICurrentUser user)
{
    /// <param name="VisitId">The invoice becomes this visit's.</param>
    /// <param name="LineIds">Null takes all that is left.</param>
    /// <param name="Issue">Issue it in the same step: it becomes an invoice, or nothing at all with everything that is missing.</param>
    /// <param name="Send">And send it to its recipients.</param>
    /// <param name="PurchaseOrder">The client's number; empty takes the job's.</param>
    public sealed record Input(long RequestId, long? VisitId = null, IReadOnlyCollection<long>? LineIds = null, bool Issue = false, bool Send = false, string PurchaseOrder = "");

    /// <summary>The invoice's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!(user.Has(Permissions.InterventionsView) || user.Has(Permissions.InterventionsDo)) || !user.Has(Permissions.InvoicesEdit)
            || (input.Issue && !user.Has(Permissions.InvoicesIssue)) || (input.Send && !user.Has(Permissions.InvoicesSend)))
        {
            return Refusal.Forbidden;
        }

        return await BillAsync(input, ct);
    }

    /// <summary>Whoever calls has checked the permission.</summary>
    internal async Task<Result<long>> BillAsync(Input input, CancellationToken ct)
    {
        long? jobId;
        await using (var db = contexts.CreateDbContext())
        {
            jobId = await db.ServiceRequests.Where(r => r.Id == input.RequestId).Select(r => (long?)r.JobId).SingleOrDefaultAsync(ct);
        }

        if (jobId is null)
        {
            return Refusal.NotFound;
        }

        var wish = new DraftInvoice.Input(
            null, jobId, Issue: input.Issue, Send: input.Send, Work: new WorkToBill(input.RequestId, input.VisitId, input.LineIds, input.PurchaseOrder));
        return await Again.WhileInConflictAsync(() => draft.MakeAsync(wish, ct));
    }
}
