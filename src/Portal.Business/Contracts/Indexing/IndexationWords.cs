using Portal.Business.Common;
using Portal.Business.Contracts.Renewals;

namespace Portal.Business.Contracts.Indexing;

/// <summary>Says a rule and the values used, in a language, for screens and letters.</summary>
public static class IndexationWords
{
    /// <summary>"P = P0 × (0.15 + 0.85 × 118.2 ÷ 114.5)" · "+2.5 %" · "1 + 0.01 + 0.005".</summary>
    public static string Formula(IndexationRule rule, IReadOnlyList<UsedIndex> used, string language)
    {
        var formats = Formats.For(language);
        return rule.Mode switch
        {
            IndexationMode.Percentage => (rule.Percent > 0 ? "+" : "") + formats.Percent(rule.Percent),
            IndexationMode.Coefficients => "P × (1 + " + string.Join(" + ", rule.Terms.Select(t => formats.UnitPrice(t.Weight))) + ")",
            _ => $"P0 × ({formats.UnitPrice(rule.FixedPart)} + "
                + string.Join(" + ", rule.Terms.Select((t, i) => $"{formats.UnitPrice(t.Weight)} × {(i < used.Count ? $"{formats.UnitPrice(used[i].Value)} ÷ {formats.UnitPrice(used[i].BaseValue)}" : "I ÷ I0")}")) + ")",
        };
    }

    /// <summary>One line for each index: what it was at the base and what it is.</summary>
    public static IEnumerable<string> Values(IReadOnlyList<UsedIndex> used, string language)
    {
        var formats = Formats.For(language);
        return used.Select(u => TextsIn.Get<RenewalText>(
            language, "IndexValue", u.Code, formats.UnitPrice(u.Value), formats.Date(u.Day), formats.UnitPrice(u.BaseValue), formats.Date(u.BaseDay)));
    }

    /// <summary>Cap, floor and rounding, where they are set.</summary>
    public static IEnumerable<string> Bounds(IndexationRule rule, string language)
    {
        var formats = Formats.For(language);
        if (rule.CapPercent is { } cap)
        {
            yield return TextsIn.Get<RenewalText>(language, "Cap", formats.Percent(cap));
        }

        if (rule.FloorPercent is { } floor)
        {
            yield return TextsIn.Get<RenewalText>(language, "Floor", formats.Percent(floor));
        }
    }
}
