using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Visits to the card page, newest first.</summary>
public sealed class ListOnlinePayments(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(PageRequest Page, OnlinePaymentState? State = null, bool OnlyOpen = false);

    public sealed record Row(
        long Id, DateTime StartedAt, string Payer, long InvoiceId, string InvoiceNumbers, decimal Amount, string Currency, string Provider, string Reference,
        OnlinePaymentState State, long? PaymentId);

    public async Task<Result<Page<Row>>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var payments = db.OnlinePayments.AsNoTracking().Where(p =>
            (input.State == null || p.State == input.State)
            && (!input.OnlyOpen || p.State == OnlinePaymentState.Started || p.State == OnlinePaymentState.Processing || p.State == OnlinePaymentState.Unknown));
        var rows = await (
            from p in payments
            join c in db.Clients on p.ClientId equals c.Id
            orderby p.StartedAt descending, p.Id descending
            select new { Payment = p, Payer = c.Name }).Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Payment.Id);
        var invoices = (await (
            from s in db.OnlinePaymentShares
            join i in db.Invoices on s.InvoiceId equals i.Id
            where ids.Contains(s.OnlinePaymentId)
            orderby i.DueOn, i.Id
            select new { s.OnlinePaymentId, i.Id, i.Number }).ToListAsync(ct)).ToLookup(i => i.OnlinePaymentId);
        return new Page<Row>(
            [.. rows.Select(r => new Row(
                r.Payment.Id, r.Payment.StartedAt, r.Payer, invoices[r.Payment.Id].Select(i => i.Id).FirstOrDefault(),
                string.Join(", ", invoices[r.Payment.Id].Select(i => i.Number)), r.Payment.Amount, r.Payment.Currency, r.Payment.Provider,
                r.Payment.ProviderReference ?? "", r.Payment.State, r.Payment.PaymentId))],
            await payments.CountAsync(ct));
    }
}
