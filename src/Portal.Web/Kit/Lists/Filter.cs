using System.Globalization;
using Portal.Business.Common;
using Portal.Web.Kit.Fields;

namespace Portal.Web.Kit.Lists;

/// <summary>One way to narrow a list, kept in the address as "f_key".</summary>
public abstract record Filter(string Key, string Label)
{
    /// <summary>Offered behind "More filters", where there are many.</summary>
    public bool Secondary { get; init; }

    /// <summary>How the chip names a value.</summary>
    public abstract string Describe(string value);

    /// <summary>The same where the name has to be looked up.</summary>
    public virtual ValueTask<string> DescribeAsync(string value, CancellationToken ct) => ValueTask.FromResult(Describe(value));
}

/// <summary>One of a few values, or several of them, written with commas between.</summary>
public sealed record ChoiceFilter(string Key, string Label, IReadOnlyList<(string Value, string Text)> Options) : Filter(Key, Label)
{
    public bool Many { get; init; }

    public override string Describe(string value) => string.Join(", ", Chosen(value).Select(v => Options.FirstOrDefault(o => o.Value == v).Text ?? v));

    public IReadOnlyList<string> Chosen(string? value) => string.IsNullOrEmpty(value) ? [] : Many ? value.Split(',') : [value];
}

/// <summary>A day, such as the first or last of a period.</summary>
public sealed record DateFilter(string Key, string Label) : Filter(Key, Label)
{
    public override string Describe(string value) => Period.Parse($"{value}..")?.From is { } day ? Formats.Current.Date(day) : value;
}

/// <summary>A <see cref="Period"/>: by name, or from a day to a day.</summary>
/// <param name="NameOf">What a period is called that has a name.</param>
public sealed record PeriodFilter(string Key, string Label, Func<PeriodName, string> NameOf) : Filter(Key, Label)
{
    public override string Describe(string value) => Period.Parse(value) switch
    {
        { Name: { } name } => NameOf(name),
        { From: { } from, To: { } to } => $"{Formats.Current.Date(from)} – {Formats.Current.Date(to)}",
        { From: { } from } => $"≥ {Formats.Current.Date(from)}",
        { To: { } to } => $"≤ {Formats.Current.Date(to)}",
        _ => value,
    };
}

/// <summary>An amount between two, either of which may be open: "100..500".</summary>
public sealed record AmountFilter(string Key, string Label) : Filter(Key, Label)
{
    public override string Describe(string value) => Read(value) switch
    {
        ({ } from, { } to) => $"{Formats.Current.Number(from)} – {Formats.Current.Number(to)}",
        ({ } from, _) => $"≥ {Formats.Current.Number(from)}",
        (_, { } to) => $"≤ {Formats.Current.Number(to)}",
        _ => value,
    };

    public static (decimal? From, decimal? To) Read(string? value)
    {
        static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read) ? read : null;
        return value?.Split("..") is [var from, var to] ? (Number(from), Number(to)) : default;
    }

    public static string? Write(decimal? from, decimal? to) =>
        from is null && to is null ? null : string.Create(CultureInfo.InvariantCulture, $"{from}..{to}");
}

/// <summary>One of very many, found by typing; the address holds its key, the chip says its name.</summary>
public sealed record PickerFilter(
    string Key, string Label, Func<ChoiceRequest, CancellationToken, Task<IReadOnlyList<Choice<string>>>> Find, Func<string, CancellationToken, Task<string?>> NameOf)
    : Filter(Key, Label)
{
    public override string Describe(string value) => "…";

    public override async ValueTask<string> DescribeAsync(string value, CancellationToken ct) => await NameOf(value, ct) ?? "?";
}

/// <summary>Set by links from elsewhere (a client's page, a chart); shown as a chip while it holds, never offered.</summary>
/// <param name="Text">How the chip names a value.</param>
public sealed record LinkedFilter(string Key, string Label, Func<string, string> Text) : Filter(Key, Label)
{
    public override string Describe(string value) => Text(value);
}

/// <summary>A view that a list brings along, shown as a tab: a set of filters of its own.</summary>
/// <param name="Key">The use case gets it as filter "view".</param>
public sealed record ListView(string Key, string Text)
{
    /// <summary>Hidden columns that this view is about: shown beside the usual ones.</summary>
    public IReadOnlyList<string> Shows { get; init; } = [];
}
