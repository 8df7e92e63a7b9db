using Portal.Business.Contracts;

namespace Portal.Web.Contracts.Indexation;

/// <summary>A rule while a person writes it.</summary>
public sealed class IndexationRuleFields
{
    public IndexationMode Mode { get; set; }

    public IndexationBase On { get; set; }

    public decimal? Percent { get; set; }

    public decimal? FixedPart { get; set; }

    public List<Term> Terms { get; private set; } = [new()];

    public decimal? CapPercent { get; set; }

    public decimal? FloorPercent { get; set; }

    public decimal? Decimals { get; set; } = 2;

    public static IndexationRuleFields Of(IndexationRule? rule) => rule is null ? new() : new()
    {
        Mode = rule.Mode,
        On = rule.On,
        Percent = rule.Percent,
        FixedPart = rule.FixedPart,
        Terms = rule.Terms.Count == 0 ? [new()] : [.. rule.Terms.Select(t => new Term { Label = t.Label, Weight = t.Weight, IndexId = t.IndexId, BaseDay = t.BaseDay })],
        CapPercent = rule.CapPercent,
        FloorPercent = rule.FloorPercent,
        Decimals = rule.Decimals,
    };

    public IndexationRule ToRule() => new(
        Mode, Mode == IndexationMode.Coefficients ? IndexationBase.CurrentPrice : On, Mode == IndexationMode.Percentage ? Percent ?? 0 : 0,
        Mode == IndexationMode.Formula ? FixedPart ?? 0 : 0,
        Mode == IndexationMode.Percentage ? [] : [.. Terms.Select(t => new IndexationTerm(t.Label ?? "", t.Weight ?? 0, Mode == IndexationMode.Formula ? t.IndexId : null, Mode == IndexationMode.Formula ? t.BaseDay : null))],
        CapPercent, FloorPercent, Decimals is >= 0 and <= 6 && Decimals == decimal.Truncate(Decimals.Value) ? (int)Decimals.Value : -1);

    public sealed class Term
    {
        public string? Label { get; set; }

        public decimal? Weight { get; set; }

        public long? IndexId { get; set; }

        public DateOnly? BaseDay { get; set; }
    }
}
