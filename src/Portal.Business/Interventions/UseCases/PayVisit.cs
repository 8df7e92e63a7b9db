using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Takes a payment of a visit's invoice in front of the client; the receipt is mailed. The key of the form makes it happen once.</summary>
public sealed class PayVisit(PortalDbContextFactory contexts, RecordPayment record, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Reference">Number of the cheque, of the terminal's slip.</param>
    public sealed record Input(long VisitId, Guid Key, PaymentMethod Method, decimal Amount, string Reference);

    public async Task<Result<RecordPayment.Recorded>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsRecord))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(
                db, user, input.VisitId, input.Key, visit => VisitAccess.MayTakePayment(user, visit), ct, VisitStepKind.Paid)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.Id == visit.InvoiceId, ct);
        if (invoice is not { IsIssued: true })
        {
            return Refusal.NotNow("Interventions.InvoiceFirst", visit.Number);
        }

        // The answer to the first try may have been lost, and with it the step: what was taken is not taken again.
        var before = await PaymentIntake.FindAsync(db, RecordPayment.OnceKeyOf(input.Key), ct);
        if (before is null && MovedMoney.CheckAmount(input.Amount).FirstOrDefault() is { } wrong)
        {
            return wrong;
        }

        if (before is null && input.Amount > invoice.Payable)
        {
            return Refusal.Invalid("Interventions.MoreThanOwed", (invoice.Payable, invoice.Currency)).On(nameof(input.Amount));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var paid = before is null ? await TakeAsync(db, invoice, input, now, ct) : new RecordPayment.Recorded(before.Id, before.Number);
        if (!paid.TryGet(out var recorded) || doing.WasDone)
        {
            return paid;
        }

        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.Paid, doing.Key, user, now, recorded.Number, recorded.PaymentId));
        var noted = await doing.SaveOnceAsync(db, ct);
        return noted.Succeeded ? paid : Result<RecordPayment.Recorded>.Refused(noted.Refusals);
    }

    private async Task<Result<RecordPayment.Recorded>> TakeAsync(PortalDbContext db, Invoice invoice, Input input, DateTime now, CancellationToken ct)
    {
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == invoice.LegalEntityId, ct);
        return await record.RunAsync(
            new RecordPayment.Input(
                input.Key, invoice.LegalEntityId, invoice.BilledToId, input.Method, input.Amount, invoice.Currency, entity.DayOf(now), input.Reference.Trim(), "",
                [new Share(invoice.Id, input.Amount)]), ct);
    }
}
