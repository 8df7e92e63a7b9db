using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;

namespace Portal.Business.Receivables;

/// <summary>What moves an account besides documents and payments: refunds, and write-offs of either side.</summary>
internal static class Settlements
{
    /// <summary>The sum of all that came before a day.</summary>
    public static async Task<decimal> BeforeAsync(PortalDbContext db, long clientId, ClientAccount account, DateOnly day, CancellationToken ct)
    {
        var (refunds, writeOffs) = Of(db, clientId, account);
        return await refunds.Where(r => r.RefundedOn < day).SumAsync(r => r.Amount, ct) - await refunds.Where(r => r.ReversedOn < day).SumAsync(r => r.Amount, ct)
            + await writeOffs.Where(w => w.WrittenOffOn < day).SumAsync(w => w.InvoiceId == null ? w.Amount : -w.Amount, ct)
            - await writeOffs.Where(w => w.ReversedOn < day).SumAsync(w => w.InvoiceId == null ? w.Amount : -w.Amount, ct);
    }

    public static async Task<IReadOnlyList<Movement>> WithinAsync(PortalDbContext db, long clientId, ClientAccount account, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (refunds, writeOffs) = Of(db, clientId, account);
        var given = await refunds.Where(r => r.RefundedOn >= from && r.RefundedOn <= to).OrderBy(r => r.RefundedOn).Take(Statement.Most + 1)
            .Select(r => new Movement(MovementKind.Refund, r.Id, r.Number, r.RefundedOn, r.Amount)).ToListAsync(ct);
        var back = await refunds.Where(r => r.ReversedOn >= from && r.ReversedOn <= to).OrderBy(r => r.ReversedOn).Take(Statement.Most + 1)
            .Select(r => new Movement(MovementKind.RefundReversal, r.Id, r.Number, r.ReversedOn!.Value, -r.Amount)).ToListAsync(ct);
        var written = await writeOffs.Where(w => w.WrittenOffOn >= from && w.WrittenOffOn <= to).OrderBy(w => w.WrittenOffOn).Take(Statement.Most + 1)
            .Select(w => new Movement(MovementKind.WriteOff, w.Id, w.Number, w.WrittenOffOn, w.InvoiceId == null ? w.Amount : -w.Amount)).ToListAsync(ct);
        var undone = await writeOffs.Where(w => w.ReversedOn >= from && w.ReversedOn <= to).OrderBy(w => w.ReversedOn).Take(Statement.Most + 1)
            .Select(w => new Movement(MovementKind.WriteOffReversal, w.Id, w.Number, w.ReversedOn!.Value, w.InvoiceId == null ? -w.Amount : w.Amount)).ToListAsync(ct);
        return [.. given, .. back, .. written, .. undone];
    }

    private static (IQueryable<Payments.Refund> Refunds, IQueryable<Payments.WriteOff> WriteOffs) Of(PortalDbContext db, long clientId, ClientAccount account) => (
        db.Refunds.Where(r => r.ClientId == clientId && r.LegalEntityId == account.LegalEntityId && r.Currency == account.Currency),
        db.WriteOffs.Where(w => w.ClientId == clientId && w.LegalEntityId == account.LegalEntityId && w.Currency == account.Currency));
}
