using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.Invoicing;

namespace Portal.Business.Receivables;

/// <summary>What of open invoices falls due when, as it stood at the end of a day: a line of the statement for each instalment of which something is open.</summary>
internal sealed class StatementParts
{
    private readonly DateOnly day;
    private readonly ILookup<long, Part> parts;

    private StatementParts(DateOnly day, ILookup<long, Part> parts) => (this.day, this.parts) = (day, parts);

    /// <param name="Position">Of an instalment; zero of what was released of what was held back.</param>
    private sealed record Part(long InvoiceId, int Position, DateOnly DueOn, decimal Amount);

    public static async Task<StatementParts> LoadAsync(PortalDbContext db, IReadOnlyList<long> invoiceIds, DateOnly day, CancellationToken ct)
    {
        var instalments = await db.Invoices.Where(i => invoiceIds.Contains(i.Id)).SelectMany(i => i.Instalments).Select(t => new Part(t.InvoiceId, t.Position, t.DueOn, t.Amount)).ToListAsync(ct);
        var released = await db.RetentionReleases.Where(r => invoiceIds.Contains(r.InvoiceId) && r.ReleasedOn <= day && (r.ReversedOn == null || r.ReversedOn > day))
            .Select(r => new Part(r.InvoiceId, 0, r.ReleasedOn, r.Amount)).ToListAsync(ct);
        return new StatementParts(day, instalments.Concat(released).ToLookup(p => p.InvoiceId));
    }

    /// <summary>Money and credits settle the oldest first; what is held back stands with the last.</summary>
    public IReadOnlyList<StatementItem> ItemsOf(Position position)
    {
        var held = Math.Max(0, Math.Min(position.Open, position.Held));
        var (left, own, items) = (position.Open - held, parts[position.Id].ToList(), new List<StatementItem>());
        var instalments = own.Count(p => p.Position > 0);
        foreach (var part in own.OrderByDescending(p => p.DueOn).ThenByDescending(p => p.Position))
        {
            var open = Math.Min(left, part.Amount);
            if (open > 0)
            {
                left -= open;
                items.Add(Item(position, part.DueOn, open) with { Overdue = part.DueOn < day ? open : 0, Instalment = instalments > 1 ? part.Position : 0, Instalments = instalments });
            }
        }

        if (held + left > 0)
        {
            var last = items.Count > 0 ? items[0] : Item(position, position.DueOn, 0);
            items = [last with { Open = last.Open + held + left, Held = held }, .. items.Skip(1)];
        }

        return items;
    }

    public static StatementItem CreditOf(Position position) => Item(position, position.DueOn, Math.Abs(position.Open));

    private static StatementItem Item(Position p, DateOnly dueOn, decimal open) => new(p.Id, p.IsInvoice, p.Number, p.On, dueOn, p.Total, open, 0, p.IsDisputed);
}
