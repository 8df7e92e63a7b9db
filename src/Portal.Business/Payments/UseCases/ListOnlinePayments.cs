using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Visits to the card page, newest first.</summary>
public sealed class ListOnlinePayments(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(PageRequest Page, OnlinePaymentState? State = null, bool OnlyOpen = false);

    public sealed record Row(
        long Id, DateTime StartedAt, string Payer, long InvoiceId, string InvoiceNumber, decimal Amount, string Currency, string Provider, string Reference,
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
            && (!input.OnlyOpen || p.State == OnlinePaymentState.Started || p.State == OnlinePaymentState.Unknown));
        var rows = await (
            from p in payments
            join i in db.Invoices on p.InvoiceId equals i.Id
            join c in db.Clients on p.ClientId equals c.Id
            orderby p.StartedAt descending, p.Id descending
            select new Row(p.Id, p.StartedAt, c.Name, i.Id, i.Number!, p.Amount, p.Currency, p.Provider, p.ProviderReference ?? "", p.State, p.PaymentId))
            .Skip(input.Page.Skip).Take(input.Page.Take).ToListAsync(ct);
        return new Page<Row>(rows, await payments.CountAsync(ct));
    }
}
