using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Payments.UseCases;

/// <summary>Payments, newest first, with the sums of what the filter leaves.</summary>
public sealed class ListPayments(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    public sealed record Input(
        PageRequest Page, string? Text = null, long? ClientId = null, PaymentMethod? Method = null, PaymentState? State = null, DateOnly? From = null,
        DateOnly? To = null, bool OnlyWithCredit = false, bool OnlyAttention = false);

    public sealed record Row(
        long Id, string Number, DateOnly ReceivedOn, long ClientId, string Payer, PaymentMethod Method, string Reference, decimal Amount, decimal Unallocated,
        string Currency, PaymentState State, string? Attention);

    /// <summary>Received (reversed payments left out) and not allocated, per currency.</summary>
    public sealed record Sum(string Currency, decimal Received, decimal Unallocated);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<Sum> Sums);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.PaymentsView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var payments = Filter(db.Payments.AsNoTracking(), input);
        var sums = await payments.Where(p => p.State == PaymentState.Recorded).GroupBy(p => p.Currency)
            .Select(g => new Sum(g.Key, g.Sum(p => p.Amount), g.Sum(p => p.Unallocated))).ToListAsync(ct);
        var rows = await Sort(payments, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(p => new Row(
                p.Id, p.Number, p.ReceivedOn, p.ClientId, db.Clients.Where(c => c.Id == p.ClientId).Select(c => c.Name).First(), p.Method, p.Reference,
                p.Amount, p.Unallocated, p.Currency, p.State, p.Attention))
            .ToListAsync(ct);
        return new Listed(new Page<Row>(rows, await payments.CountAsync(ct)), [.. sums.OrderBy(s => s.Currency, StringComparer.Ordinal)]);
    }

    private static IQueryable<Payment> Filter(IQueryable<Payment> payments, Input input) =>
        payments.Matching(p => p.SearchKey, input.Text).Where(p =>
            (input.ClientId == null || p.ClientId == input.ClientId)
            && (input.Method == null || p.Method == input.Method)
            && (input.State == null || p.State == input.State)
            && (input.From == null || p.ReceivedOn >= input.From)
            && (input.To == null || p.ReceivedOn <= input.To)
            && (!input.OnlyWithCredit || p.Unallocated > 0)
            && (!input.OnlyAttention || p.Attention != null));

    private static IQueryable<Payment> Sort(IQueryable<Payment> payments, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("number", false) => payments.OrderBy(p => p.Number),
            ("number", true) => payments.OrderByDescending(p => p.Number),
            ("amount", false) => payments.OrderBy(p => p.Amount),
            ("amount", true) => payments.OrderByDescending(p => p.Amount),
            ("unallocated", false) => payments.OrderBy(p => p.Unallocated),
            ("unallocated", true) => payments.OrderByDescending(p => p.Unallocated),
            ("receivedOn", false) => payments.OrderBy(p => p.ReceivedOn),
            _ => payments.OrderByDescending(p => p.ReceivedOn),
        };
        return page is { Sort: not null, Descending: false } ? sorted.ThenBy(p => p.Id) : sorted.ThenByDescending(p => p.Id);
    }
}
