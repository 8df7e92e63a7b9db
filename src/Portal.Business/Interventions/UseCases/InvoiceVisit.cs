using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Bills a visit from its page: makes the invoice of what is left of its lines, issues it and sends it, all or nothing. A visit has one
/// invoice, so that a second tap answers with the first one's.
/// </summary>
public sealed class InvoiceVisit(PortalDbContextFactory contexts, InvoiceRequest invoice, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Issue">False leaves a proforma to the office.</param>
    /// <param name="PurchaseOrder">The number that the client gave on site; empty takes the job's.</param>
    public sealed record Input(long VisitId, Guid Key, bool Issue = true, bool Send = true, string PurchaseOrder = "");

    /// <summary>The invoice's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.MayBillVisits(input.Issue))
        {
            return Refusal.Forbidden;
        }

        if (VisitOrder.Check(input.PurchaseOrder) is { } tooLong)
        {
            return tooLong;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(
                db, user, input.VisitId, input.Key, visit => VisitAccess.MayBill(user, visit, input.Issue), ct, VisitStepKind.Invoiced)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (visit.InvoiceId is { } there)
        {
            return there;
        }

        // Credited since: the same tap is answered as before, and bills nothing anew.
        if (doing.WasDone && await db.VisitSteps.Where(s => s.OnceKey == input.Key).Select(s => s.RecordId).SingleAsync(ct) is { } before)
        {
            return before;
        }

        var made = await invoice.BillAsync(new InvoiceRequest.Input(visit.RequestId, visit.Id, null, input.Issue, input.Issue && input.Send, input.PurchaseOrder.Trim()), ct);
        if (!made.Succeeded)
        {
            var meanwhile = await db.Visits.AsNoTracking().Where(v => v.Id == visit.Id).Select(v => v.InvoiceId).SingleAsync(ct);
            return meanwhile is { } other ? other : Result<long>.Refused([.. made.Refusals.Select(VisitOrder.BesideItsField)]);
        }

        var number = (await db.Invoices.AsNoTracking().SingleAsync(i => i.Id == made.Value, ct)).DisplayNumber;
        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.Invoiced, doing.Key, user, clock.GetUtcNow().UtcDateTime, number, made.Value));
        var noted = await doing.SaveOnceAsync(db, ct);
        return noted.Succeeded ? made : Result<long>.Refused(noted.Refusals);
    }
}
