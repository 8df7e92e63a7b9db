using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Payments.UseCases;

/// <summary>Payments, newest first, with the sums of what the filter leaves.</summary>
public sealed class ListPayments(IDbContextFactory<PortalDbContext> contexts, ICurrentUser user)
{
    /// <param name="JobId">Only those that paid something of an invoice of this job.</param>
    public sealed record Input(
        PageRequest Page, string? Text = null, long? ClientId = null, PaymentMethod? Method = null, PaymentState? State = null, DateOnly? From = null,
        DateOnly? To = null, bool OnlyWithCredit = false, bool OnlyAttention = false, long? JobId = null);

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
        var payments = Filter(db, input);
        var sums = await payments.GroupBy(p => new { p.Currency, p.State })
            .Select(g => new { g.Key.Currency, g.Key.State, Count = g.Count(), Received = g.Sum(p => p.Amount), Unallocated = g.Sum(p => p.Unallocated) })
            .ToListAsync(ct);
        var rows = await Sort(payments, input.Page).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(p => new Row(
                p.Id, p.Number, p.ReceivedOn, p.ClientId, db.Clients.Where(c => c.Id == p.ClientId).Select(c => c.Name).First(), p.Method, p.Reference,
                p.Amount, p.Unallocated, p.Currency, p.State, p.Attention))
            .ToListAsync(ct);
        return new Listed(
            new Page<Row>(rows, sums.Sum(s => s.Count)),
            [.. sums.Where(s => s.State == PaymentState.Recorded).OrderBy(s => s.Currency, StringComparer.Ordinal).Select(s => new Sum(s.Currency, s.Received, s.Unallocated))]);
    }

    /// <summary>Only what is asked for stands in the query, so that an index can serve it.</summary>
    private static IQueryable<Payment> Filter(PortalDbContext db, Input input)
    {
        var found = db.Payments.AsNoTracking().Matching(p => p.SearchKey, input.Text);
        found = input.ClientId is { } client ? found.Where(p => p.ClientId == client) : found;
        found = input.Method is { } method ? found.Where(p => p.Method == method) : found;
        found = input.State is { } state ? found.Where(p => p.State == state) : found;
        found = input.From is { } from ? found.Where(p => p.ReceivedOn >= from) : found;
        found = input.To is { } to ? found.Where(p => p.ReceivedOn <= to) : found;
        found = input.JobId is { } job
            ? found.Where(p => p.Allocations.Any(a => a.UndoneAt == null && db.Invoices.OfJob(db, job).Any(i => i.Id == a.InvoiceId)))
            : found;
        found = input.OnlyWithCredit ? found.Where(p => p.Unallocated > 0) : found;
        return input.OnlyAttention ? found.Where(p => p.Attention != null) : found;
    }

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
