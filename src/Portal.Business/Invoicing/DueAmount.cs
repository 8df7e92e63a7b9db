namespace Portal.Business.Invoicing;

/// <summary>A part of an invoice and the day it is due.</summary>
public sealed record DueAmount(DateOnly DueOn, decimal Amount);

/// <summary>Which part of an invoice is next to be paid: what was paid and credited settles the oldest first.</summary>
public static class OldestOpen
{
    /// <param name="parts">Instalments and releases, in any order.</param>
    /// <param name="payable">What is open of them.</param>
    /// <returns>The day of the oldest that is open; null where nothing is.</returns>
    public static DateOnly? DueOn(IReadOnlyCollection<DueAmount> parts, decimal payable)
    {
        var settled = parts.Sum(p => p.Amount) - payable;
        foreach (var part in parts.OrderBy(p => p.DueOn))
        {
            settled -= part.Amount;
            if (settled < 0)
            {
                return part.DueOn;
            }
        }

        return null;
    }

    /// <summary>What is open of each part, oldest first; parts that are settled are left out.</summary>
    public static IReadOnlyList<DueAmount> Parts(IReadOnlyCollection<DueAmount> parts, decimal payable)
    {
        var (left, open) = (payable, new List<DueAmount>());
        foreach (var part in parts.OrderByDescending(p => p.DueOn))
        {
            var amount = Math.Min(left, part.Amount);
            if (amount > 0)
            {
                open.Add(part with { Amount = amount });
                left -= amount;
            }
        }

        open.Reverse();
        return open;
    }
}
