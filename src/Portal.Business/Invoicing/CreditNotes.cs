using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Invoicing.UseCases;
using Portal.Business.Payments;

namespace Portal.Business.Invoicing;

/// <summary>What a credit note is to credit: an amount, quantities, or all that is left.</summary>
public sealed record CreditWish(IReadOnlyDictionary<long, decimal>? Quantities = null, CreditAmount? Amount = null);

/// <summary>Makes a credit note in memory: what a person is shown before is what is issued.</summary>
internal static class CreditNotes
{
    /// <summary>The issued credit notes of an invoice; of a deposit, what others deduct of it counts as credited too.</summary>
    public static async Task<List<Invoice>> OfAsync(PortalDbContext db, Invoice original, TaxTable taxes, CancellationToken ct)
    {
        var notes = await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes)
            .Where(i => i.OriginalId == original.Id && i.Number != null).ToListAsync(ct);
        if (original is { IsDeposit: true, Deducted: not 0 })
        {
            var taken = await db.Invoices.AsNoTracking().SelectMany(i => i.Lines, (i, l) => new { i.Kind, Line = l }).Where(x => x.Line.DepositId == original.Id).ToListAsync(ct);
            notes.Add(new DepositState(original, [.. notes], [.. taken.Select(t => Deduction.Of(t.Kind, t.Line))], original.IssuedOn!.Value).Taken(taxes));
        }

        return notes;
    }

    public static CreditWish WishOf(CreditInvoice.Input input) => new(
        input.Quantities?.GroupBy(q => q.LineId).ToDictionary(g => g.Key, g => g.Sum(q => q.Quantity)), input.Amount);

    public static bool GivesBack(CreditInvoice.Input input, long? lineId) =>
        input.Quantities?.FirstOrDefault(q => q.LineId == lineId)?.GivesBack ?? input.GiveBackQuantities;

    /// <param name="original">With lines and taxes.</param>
    /// <param name="notes">As <see cref="OfAsync"/> reads them.</param>
    /// <param name="jobs">Of the original.</param>
    public static Result<Invoice> Make(Invoice original, IReadOnlyCollection<Invoice> notes, InvoiceJobs jobs, TaxTable taxes, CreditWish wish, DateTime now)
    {
        if (original.WhyNotCreditable() is { } refusal)
        {
            return refusal;
        }

        var note = original.StartCredit(now);
        var lines = new CreditNoteLines(note, original, notes, taxes, jobs);
        var filled = wish switch
        {
            { Amount: { } amount } => lines.Amount(amount),
            { Quantities: { } quantities } => lines.Quantities(quantities),
            _ => lines.Rest(),
        };
        return filled.Succeeded ? note : Result<Invoice>.Refused(filled.Refusals);
    }

    /// <summary>Takes from the front of what is to be paid as much as an amount covers.</summary>
    public static List<Share> TakeFirst(List<Share> open, decimal amount)
    {
        var taken = new List<Share>();
        while (amount > 0 && open.Count > 0)
        {
            var part = Math.Min(amount, open[0].Amount);
            taken.Add(open[0] with { Amount = part });
            amount -= part;
            if (part == open[0].Amount)
            {
                open.RemoveAt(0);
            }
            else
            {
                open[0] = open[0] with { Amount = open[0].Amount - part };
            }
        }

        return taken;
    }
}
