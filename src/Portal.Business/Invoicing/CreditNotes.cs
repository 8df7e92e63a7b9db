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
    /// <summary>The issued credit notes of an invoice.</summary>
    public static Task<List<Invoice>> OfAsync(PortalDbContext db, long invoiceId, CancellationToken ct) =>
        db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Taxes)
            .Where(i => i.OriginalId == invoiceId && i.Number != null).ToListAsync(ct);

    public static CreditWish WishOf(CreditInvoice.Input input) => new(
        input.Quantities?.GroupBy(q => q.LineId).ToDictionary(g => g.Key, g => g.Sum(q => q.Quantity)), input.Amount);

    public static bool GivesBack(CreditInvoice.Input input, long? lineId) =>
        input.Quantities?.FirstOrDefault(q => q.LineId == lineId)?.GivesBack ?? input.GiveBackQuantities;

    /// <param name="original">With lines and taxes.</param>
    public static async Task<Result<Invoice>> MakeAsync(
        PortalDbContext db, Invoice original, IReadOnlyCollection<Invoice> notes, CreditWish wish, DateTime now, CancellationToken ct)
    {
        if (original.WhyNotCreditable() is { } refusal)
        {
            return refusal;
        }

        var note = original.StartCredit(now);
        var lines = new CreditNoteLines(note, original, notes, await TaxTable.LoadAsync(db, original.LegalEntityId, ct));
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
