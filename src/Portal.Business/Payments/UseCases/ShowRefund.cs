using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>One refund with the payments whose credit it took.</summary>
public sealed class ShowRefund(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Share(long PaymentId, string PaymentNumber, DateOnly ReceivedOn, decimal Amount);

    public sealed record Shown(
        long Id, int Version, string Number, string LegalEntity, long ClientId, string Client, PaymentMethod Method, decimal Amount, string Currency, DateOnly RefundedOn,
        DateTime RecordedAt, string Reference, string Note, DateOnly? ReversedOn, string ReversalReason, IReadOnlyList<Share> Shares, long? BankLineId);

    public async Task<Result<Shown>> RunAsync(long refundId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var refund = await db.Refunds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == refundId, ct);
        if (refund is null)
        {
            return Refusal.NotFound;
        }

        var shares = await (
            from s in db.RefundShares
            join p in db.Payments on s.PaymentId equals p.Id
            where s.RefundId == refundId
            orderby p.ReceivedOn, p.Id
            select new Share(p.Id, p.Number, p.ReceivedOn, s.Amount)).ToListAsync(ct);
        var client = await db.Clients.Where(c => c.Id == refund.ClientId).Select(c => c.Name).SingleAsync(ct);
        var entity = await db.LegalEntities.Where(e => e.Id == refund.LegalEntityId).Select(e => e.Name).SingleAsync(ct);
        var lineId = await db.BankLines.Where(l => l.RefundId == refundId).Select(l => (long?)l.Id).SingleOrDefaultAsync(ct);
        return new Shown(
            refund.Id, refund.Version, refund.Number, entity, refund.ClientId, client, refund.Method, refund.Amount, refund.Currency, refund.RefundedOn, refund.CreatedAt,
            refund.Reference, refund.Note, refund.ReversedOn, refund.ReversalReason, shares, lineId);
    }
}
