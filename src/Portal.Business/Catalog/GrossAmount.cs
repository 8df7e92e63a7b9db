using Portal.Business.Common;

namespace Portal.Business.Catalog;

/// <summary>From an amount with its taxes to the net that comes to it.</summary>
public static class GrossAmount
{
    /// <summary>
    /// The net that comes to an amount with its taxes. Tax is rate × base, rounded once, and is not bent: an amount that no net comes to gives
    /// the nearest below it, a cent or two less.
    /// </summary>
    /// <param name="with">A net with its taxes.</param>
    public static decimal NetOf(decimal gross, Func<decimal, decimal> with)
    {
        // The rate of a large amount is known to more decimals than a cent of the wanted one.
        var guess = Money.Round(gross * 1_000_000m / with(1_000_000m));
        return Enumerable.Range(-5, 11).Select(cents => guess + (cents / 100m)).Where(net => net > 0 && with(net) <= gross).DefaultIfEmpty(0.01m).MaxBy(with);
    }
}
