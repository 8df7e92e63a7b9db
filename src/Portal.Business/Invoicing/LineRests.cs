using Microsoft.EntityFrameworkCore;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Invoicing;

/// <summary>
/// The last invoice of an ordered line takes what is left of its amount to the cent: quantity × price of what is left may miss it, because each invoice before was rounded by itself,
/// or billed an amount.
/// </summary>
internal static class LineRests
{
    private const decimal HalfACent = 0.005m;

    /// <summary>How a line was invoiced until now.</summary>
    /// <param name="Lines">Of invoices.</param>
    /// <param name="InParts">By amounts, not by quantities.</param>
    public readonly record struct Billed(int Lines, bool InParts);

    public static async Task<IReadOnlyDictionary<long, Billed>> FindAsync(PortalDbContext db, IReadOnlyCollection<long> jobLineIds, CancellationToken ct) =>
        jobLineIds.Count == 0 ? new Dictionary<long, Billed>()
            : await db.Invoices.Where(i => i.Kind == InvoiceKind.Invoice).SelectMany(i => i.Lines).Where(l => l.JobLineId != null && jobLineIds.Contains(l.JobLineId.Value))
                .GroupBy(l => l.JobLineId!.Value).Select(g => new { g.Key, Count = g.Count(), Parts = g.Count(l => l.JobQuantity != l.Quantity) })
                .ToDictionaryAsync(g => g.Key, g => new Billed(g.Count, g.Parts > 0), ct);

    /// <summary>What to bill in place of quantity × price; null where that is right. At another price than before, the difference is meant and stays.</summary>
    /// <param name="net">Quantity × price.</param>
    /// <param name="own">What the same invoice has of the line already.</param>
    public static decimal? Of(JobLine line, decimal quantity, decimal net, Billed billed, (decimal Quantity, decimal Net) own = default)
    {
        var left = line.NetToInvoice + own.Net;
        return quantity != 0 && quantity == line.QuantityToInvoice + own.Quantity && left != net && (left == 0 || Math.Sign(left) == Math.Sign(line.Net))
            && (billed.InParts || Math.Abs(left - net) <= HalfACent * (billed.Lines + 2)) ? left : null;
    }
}
