using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Invoicing.UseCases;

/// <summary>What clients hold back of invoices, the next to fall due first, with the sums of what the filter leaves.</summary>
public sealed class ListRetentions(PortalDbContextFactory contexts, ICurrentUser user)
{
    /// <param name="To">Falls due by this day.</param>
    public sealed record Input(PageRequest Page, long? ClientId = null, DateOnly? To = null);

    /// <param name="Until">Null: until a person releases it.</param>
    public sealed record Row(
        long InvoiceId, string Number, string Client, string? Job, DateOnly IssuedOn, decimal Total, decimal Percent, decimal Retained, decimal Held, DateOnly? Until, string Currency);

    public sealed record Sum(string Currency, decimal Held);

    public sealed record Listed(Page<Row> Page, IReadOnlyList<Sum> Sums);

    public async Task<Result<Listed>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InvoicesView))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var held = db.Invoices.AsNoTracking().Where(i => i.Held != 0 && (input.ClientId == null || i.BilledToId == input.ClientId) && (input.To == null || i.HeldUntil <= input.To));
        var sums = await held.GroupBy(i => i.Currency).Select(g => new { g.Key, Count = g.Count(), Held = g.Sum(i => i.Held) }).ToListAsync(ct);
        var sorted = (input.Page.Sort, input.Page.Descending) switch
        {
            ("held", false) => held.OrderBy(i => i.Held),
            ("held", true) => held.OrderByDescending(i => i.Held),
            ("issuedOn", false) => held.OrderBy(i => i.IssuedOn),
            ("issuedOn", true) => held.OrderByDescending(i => i.IssuedOn),
            (_, true) => held.OrderByDescending(i => i.HeldUntil),
            _ => held.OrderBy(i => i.HeldUntil),
        };
        var rows = await sorted.ThenBy(i => i.Id).Skip(input.Page.Skip).Take(input.Page.Take)
            .Select(i => new Row(
                i.Id, i.Number!, db.Clients.Where(c => c.Id == i.BilledToId).Select(c => c.Name).First(), db.Jobs.Where(j => j.Id == i.JobId).Select(j => j.Number).FirstOrDefault(),
                i.IssuedOn!.Value, i.Total, i.RetentionPercent, i.Retained, i.Held, i.HeldUntil, i.Currency))
            .ToListAsync(ct);
        return new Listed(
            new Page<Row>(rows, sums.Sum(s => s.Count)), [.. sums.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new Sum(s.Key, s.Held))]);
    }
}
