using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Refunds, newest first, with the sums of what the filter leaves.</summary>
public sealed class ListRefunds(PortalDbContextFactory contexts, ICurrentUser user)
{
    public sealed record Input(PageRequest Page, long? ClientId = null, DateOnly? From = null, DateOnly? To = null);

    public sealed record Row(
        long Id, string Number, DateOnly RefundedOn, string Client, PaymentMethod Method, string Reference, decimal Amount, string Currency, bool IsReversed);

    /// <summary>Reversed ones left out.</summary>
    public sealed record Sum(string Currency, decimal Amount);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<Sum> Sums);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var refunds = db.Refunds.AsNoTracking().Where(r =>
            (input.ClientId == null || r.ClientId == input.ClientId) && (input.From == null || r.RefundedOn >= input.From) && (input.To == null || r.RefundedOn <= input.To));
        var sums = await refunds.Where(r => r.ReversedOn == null).GroupBy(r => r.Currency).Select(g => new Sum(g.Key, g.Sum(r => r.Amount))).ToListAsync(ct);
        var rows = await refunds.OrderByDescending(r => r.RefundedOn).ThenByDescending(r => r.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(r => new Row(
                r.Id, r.Number, r.RefundedOn, db.Clients.Where(c => c.Id == r.ClientId).Select(c => c.Name).First(), r.Method, r.Reference, r.Amount, r.Currency, r.ReversedOn != null))
            .ToListAsync(ct);
        return new Listed(new Page<Row>(rows, await refunds.CountAsync(ct)), [.. sums.OrderBy(s => s.Currency, StringComparer.Ordinal)]);
    }
}
