using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Contracts.Indexing;

/// <summary>What a person enters about a price index; forms bind to it as it is.</summary>
public sealed record PriceIndexFields
{
    public const int MostValues = 2000;

    public string Code { get; set; } = "";

    public LocalText Name { get; set; } = LocalText.Empty;

    public string Source { get; set; } = "";

    public bool IsActive { get; set; } = true;

    public IReadOnlyList<DatedValue> Values { get; set; } = [];

    /// <param name="From">The first day for which it stands.</param>
    public sealed record DatedValue(DateOnly? From, decimal? Value);

    internal static PriceIndexFields Of(PriceIndex index) => new()
    {
        Code = index.Code,
        Name = index.Name,
        Source = index.Source,
        IsActive = index.IsActive,
        Values = [.. index.Values.OrderByDescending(v => v.From).Select(v => new DatedValue(v.From, v.Value))],
    };

    internal PriceIndexFields Checked(FieldChecks checks)
    {
        var written = Values.Where(v => v.From is not null || v.Value is not null).ToList();
        checks.RefuseIf(written.Exists(v => v.From is null || v.Value is null), nameof(Values), Refusal.Invalid("Contracts.IndexValueIncomplete"));
        checks.RefuseIf(written.Exists(v => !IsGood(v)), nameof(Values), Refusal.Invalid("Contracts.IndexValueOutOfRange"));
        checks.RefuseIf(written.Count > MostValues, nameof(Values), Refusal.Invalid("Contracts.TooManyIndexValues", MostValues));
        if (written.GroupBy(v => v.From).FirstOrDefault(g => g.Key is not null && g.Count() > 1)?.Key is { } twice)
        {
            checks.Refuse(nameof(Values), Refusal.Invalid("Contracts.IndexDayTwice", twice));
        }

        return this with
        {
            Code = checks.Required(nameof(Code), Code, Lengths.Code),
            Name = checks.Required(nameof(Name), Name),
            Source = checks.Optional(nameof(Source), Source),
            Values = written,
        };
    }

    internal static bool IsGood(DatedValue value) =>
        value is { From: null } or { Value: null } || (value.From.Value.Year is >= 1900 and <= 2120 && value.Value is > 0 and <= 1_000_000 && decimal.Round(value.Value.Value, 6) == value.Value);

    /// <summary>Changes only what differs, so that the audit trail says no more than what happened.</summary>
    internal static void Replace(PriceIndex index, IReadOnlyList<DatedValue> values)
    {
        index.Values.RemoveAll(v => !values.Any(n => n.From == v.From));
        foreach (var value in values)
        {
            if (index.Values.Find(v => v.From == value.From) is { } known)
            {
                known.Value = value.Value!.Value;
            }
            else
            {
                index.Values.Add(new PriceIndexValue { PriceIndexId = index.Id, From = value.From!.Value, Value = value.Value!.Value });
            }
        }
    }
}
