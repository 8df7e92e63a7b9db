using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>One write-off with what it settles.</summary>
public sealed class ShowWriteOff(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Shown(
        long Id, int Version, string Number, long? InvoiceId, long? PaymentId, long ClientId, string Client, decimal Amount, string Currency, DateOnly On, string Reason,
        string Account, DateOnly? ReversedOn, string ReversalReason);

    public async Task<Result<Shown>> RunAsync(long writeOffId, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var w = await db.WriteOffs.AsNoTracking().SingleOrDefaultAsync(x => x.Id == writeOffId, ct);
        if (w is null)
        {
            return Refusal.NotFound;
        }

        var client = await db.Clients.Where(c => c.Id == w.ClientId).Select(c => c.Name).SingleAsync(ct);
        var account = await db.GlAccounts.AsNoTracking().SingleAsync(a => a.Id == w.GlAccountId, ct);
        return new Shown(
            w.Id, w.Version, w.Number, w.InvoiceId, w.PaymentId, w.ClientId, client, w.Amount, w.Currency, w.WrittenOffOn, w.Reason,
            $"{account.Number} {account.Name.In(System.Globalization.CultureInfo.CurrentUICulture.Name)}", w.ReversedOn, w.ReversalReason);
    }
}
