using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Payments.UseCases;

/// <summary>One payment with what it paid and its receipt.</summary>
public sealed class ShowPayment(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Allocation(long InvoiceId, string InvoiceNumber, DateOnly? IssuedOn, decimal InvoiceTotal, decimal InvoiceBalance, decimal Amount, bool IsUndone);

    public sealed record GivenBack(long Id, string Number, DateOnly On, decimal Amount, bool IsReversed);

    public sealed record Receipt(long DocumentId, string FileName);

    /// <param name="BookAmount">What it is worth in the books, where they are in another currency.</param>
    public sealed record Shown(
        long Id, int Version, string Number, long LegalEntityId, string LegalEntity, long ClientId, string Payer, PaymentMethod Method, decimal Amount,
        decimal Unallocated, string Currency, DateOnly ReceivedOn, DateTime RecordedAt, string Reference, string Note, PaymentState State,
        DateOnly? ReversedOn, string ReversalReason, string? Attention, IReadOnlyList<Allocation> Allocations, Receipt? Receipt, decimal Refunded, decimal WrittenOff,
        IReadOnlyList<GivenBack> Refunds, long? BankLineId, decimal ReversalFee, long? ReversingLineId, decimal? BookAmount, string BookCurrency);

    public async Task<Result<Shown>> RunAsync(long paymentId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == paymentId, ct);
        if (payment is null)
        {
            return Refusal.NotFound;
        }

        var allocations = await (
            from a in db.PaymentAllocations
            join i in db.Invoices on a.InvoiceId equals i.Id
            where a.PaymentId == paymentId
            orderby a.CreatedAt, a.Id
            select new Allocation(i.Id, i.Number!, i.IssuedOn, i.Total, i.Balance, a.Amount, a.UndoneAt != null)).ToListAsync(ct);
        var receipt = await db.StoredDocuments
            .Where(d => d.SubjectType == nameof(Payment) && d.SubjectId == paymentId && d.Kind == DocumentKinds.Receipt)
            .OrderByDescending(d => d.Revision)
            .Select(d => new Receipt(d.Id, d.FileName)).FirstOrDefaultAsync(ct);
        var refunds = await (
            from s in db.RefundShares
            join r in db.Refunds on s.RefundId equals r.Id
            where s.PaymentId == paymentId
            orderby r.RefundedOn, r.Id
            select new GivenBack(r.Id, r.Number, r.RefundedOn, s.Amount, r.ReversedOn != null)).ToListAsync(ct);
        var lineId = await db.BankLinePayments.Where(l => l.PaymentId == paymentId).Select(l => (long?)l.BankLineId).SingleOrDefaultAsync(ct);
        var reversingId = await db.BankLines.Where(l => l.ReversedPaymentId == paymentId).Select(l => (long?)l.Id).SingleOrDefaultAsync(ct);
        var payer = await db.Clients.Where(c => c.Id == payment.ClientId).Select(c => c.Name).SingleAsync(ct);
        var entity = await db.LegalEntities.Where(e => e.Id == payment.LegalEntityId).Select(e => new { e.Name, e.Currency }).SingleAsync(ct);
        return new Shown(
            payment.Id, payment.Version, payment.Number, payment.LegalEntityId, entity.Name, payment.ClientId, payer, payment.Method, payment.Amount,
            payment.Unallocated, payment.Currency, payment.ReceivedOn, payment.CreatedAt, payment.Reference, payment.Note, payment.State, payment.ReversedOn,
            payment.ReversalReason, payment.Attention, allocations, receipt, payment.Refunded, payment.WrittenOff, refunds, lineId, payment.ReversalFee, reversingId,
            payment.Currency == entity.Currency ? null : payment.BookAmount, entity.Currency);
    }
}
