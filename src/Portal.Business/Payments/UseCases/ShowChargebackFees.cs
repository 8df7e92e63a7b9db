using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>What the payment provider took for a dispute over one payment, and whether it may be recorded now.</summary>
public sealed class ShowChargebackFees(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Row(long Id, int Version, decimal Amount, DateOnly On, DateOnly? ReversedOn, string ReversalReason);

    /// <param name="CanRecord">The payment was charged back, and no fee of it is booked.</param>
    /// <param name="IsTold">The provider told of the dispute; otherwise the payment was reversed by a person, and most often there is no fee.</param>
    /// <param name="Said">What the provider says that it took; null where it does not say.</param>
    /// <param name="PaymentVersion">As it was read.</param>
    public sealed record Shown(IReadOnlyList<Row> Rows, bool CanRecord, bool IsTold, decimal? Said, string Currency, int PaymentVersion, DateOnly Today, DateOnly ReceivedOn);

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

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == payment.LegalEntityId, ct);
        var rows = await db.ChargebackFees.Where(f => f.PaymentId == paymentId).OrderBy(f => f.Id)
            .Select(f => new Row(f.Id, f.Version, f.Amount, f.TakenOn, f.ReversedOn, f.ReversalReason)).ToListAsync(ct);
        var known = payment.ReversalFee > 0 || rows.Exists(r => r.ReversedOn is null) ? null : await Chargebacks.FindAsync(db, payment, entity.Currency, ct);
        return new Shown(rows, known is not null, known is { IsTold: true }, known?.Fee, entity.Currency, payment.Version, entity.Today(clock), payment.ReceivedOn);
    }
}
