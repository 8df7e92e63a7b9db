using Portal.Business.Catalog;
using Portal.Business.Common;

namespace Portal.Business.PrepaidHours;

/// <summary>What a pack can give to one piece of time.</summary>
/// <param name="Available">Minutes left, with what this piece of time takes of it already.</param>
public sealed record HoursPot(long PackId, int Available, HoursOverage Overage);

/// <param name="ByPack">Minutes that each pack gives; those that give nothing are not in it.</param>
/// <param name="Over">Minutes that no pack covers.</param>
public sealed record HoursShares(IReadOnlyDictionary<long, int> ByPack, int Over);

/// <summary>Which packs time is taken from.</summary>
public static class HoursSharing
{
    /// <summary>
    /// Takes from each pack in turn what it has left; what is over then follows the rule of the last one: it goes below zero, the time is
    /// refused, or stands over to be invoiced. Less time than before is never refused, whatever became of the pack meanwhile: what stood over
    /// stays over, what was taken stays taken.
    /// </summary>
    /// <param name="pots">In the order in which they are used: first bought first.</param>
    /// <param name="before">Minutes that this piece of time took from these packs before it was changed.</param>
    /// <param name="overBefore">Minutes of it that stood over before.</param>
    public static Result<HoursShares> Share(IReadOnlyList<HoursPot> pots, int minutes, int before = 0, int overBefore = 0)
    {
        var (shares, left) = (new Dictionary<long, int>(), Math.Max(0, minutes));
        foreach (var pot in pots)
        {
            if (Math.Min(left, pot.Available) is > 0 and var taken)
            {
                shares[pot.PackId] = taken;
                left -= taken;
            }
        }

        if (left == 0 || pots.Count == 0)
        {
            return new HoursShares(shares, left);
        }

        var last = pots[^1];
        switch (last.Overage)
        {
            case HoursOverage.Bill:
                return new HoursShares(shares, left);
            case HoursOverage.Block when minutes > before + overBefore:
                return Refusal.NotNow("PrepaidHours.NotEnough", Hours(pots.Sum(p => Math.Max(0, p.Available))), Hours(minutes));
            default:
                var over = last.Overage == HoursOverage.Block ? Math.Min(left, overBefore) : 0;
                if (left > over)
                {
                    shares[last.PackId] = shares.GetValueOrDefault(last.PackId) + left - over;
                }

                return new HoursShares(shares, over);
        }
    }

    /// <summary>"3.5 h", "−0.5 h"; on one line.</summary>
    public static string Text(Formats formats, int minutes) => $"{(minutes < 0 ? "−" : "")}{formats.Quantity(Math.Abs(Hours(minutes)))}\u00a0h";

    /// <summary>Hours to two decimals.</summary>
    public static decimal Hours(int minutes) => Math.Round(minutes / 60m, 2, MidpointRounding.AwayFromZero);
}
