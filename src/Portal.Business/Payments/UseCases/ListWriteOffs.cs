using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Write-offs of one invoice or payment, and whether its rest could be written off now.</summary>
public sealed class ListWriteOffs(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="InvoiceId">Null: those of the payment.</param>
    public sealed record Input(long? InvoiceId, long? PaymentId = null);

    public sealed record Row(long Id, int Version, decimal Amount, DateOnly On, string Reason, DateOnly? ReversedOn, string ReversalReason);

    /// <param name="Rest">What is left and could be written off; 0 where it is no small difference: all of the invoice, credit of a payment above the limit, a currency without one.</param>
    /// <param name="WhyNot">Null where it may be; else why not.</param>
    public sealed record Listed(IReadOnlyList<Row> Rows, decimal Rest, string Currency, int Version, Refusal? WhyNot);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var about = input.InvoiceId is { } invoiceId
            ? await db.Invoices.Where(i => i.Id == invoiceId && i.Number != null).Select(i => new { i.LegalEntityId, Rest = i.Balance - i.Held, IsWhole = i.Balance == i.Total, i.Currency, i.Version }).SingleOrDefaultAsync(ct)
            : await db.Payments.Where(p => p.Id == input.PaymentId).Select(p => new { p.LegalEntityId, Rest = p.Unallocated, IsWhole = p.Unallocated == p.Amount, p.Currency, p.Version }).SingleOrDefaultAsync(ct);
        if (about is null)
        {
            return Refusal.NotFound;
        }

        var rows = await db.WriteOffs.Where(w => input.InvoiceId != null ? w.InvoiceId == input.InvoiceId : w.PaymentId == input.PaymentId && w.InvoiceId == null)
            .OrderBy(w => w.Id).Select(w => new Row(w.Id, w.Version, w.Amount, w.WrittenOffOn, w.Reason, w.ReversedOn, w.ReversalReason)).ToListAsync(ct);
        var rules = await db.WriteOffRules.AsNoTracking().SingleOrDefaultAsync(r => r.LegalEntityId == about.LegalEntityId, ct);
        var whyNot = !user.Has(Permissions.PaymentsWriteOff) ? Refusal.Forbidden
            : rules is null ? Refusal.NotNow("Payments.NoWriteOffRules", "")
            : rules.WhyNot(about.Rest, about.Currency);
        var isNoDifference = whyNot is not null && (input.InvoiceId is null || about.IsWhole || rules?.LimitOf(about.Currency) is null or 0m);
        return new Listed(rows, isNoDifference ? 0 : about.Rest, about.Currency, about.Version, whyNot);
    }
}
