namespace Portal.Web.Kit.Lists;

/// <summary>One way to narrow a list, kept in the address as "f_key".</summary>
public abstract record Filter(string Key, string Label)
{
    /// <summary>How the chip names a value.</summary>
    public abstract string Describe(string value);
}

/// <summary>One of a few values.</summary>
public sealed record ChoiceFilter(string Key, string Label, IReadOnlyList<(string Value, string Text)> Options) : Filter(Key, Label)
{
    public override string Describe(string value) => Options.FirstOrDefault(o => o.Value == value).Text ?? value;
}

/// <summary>A day, such as the first or last of a period.</summary>
public sealed record DateFilter(string Key, string Label) : Filter(Key, Label)
{
    public override string Describe(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", out var date) ? Portal.Business.Common.Formats.Current.Date(date) : value;
}

/// <summary>Set by links from elsewhere (a client's page, a chart); shown as a chip while it holds, never offered.</summary>
/// <param name="Text">How the chip names a value.</param>
public sealed record LinkedFilter(string Key, string Label, Func<string, string> Text) : Filter(Key, Label)
{
    public override string Describe(string value) => Text(value);
}

/// <summary>A saved view of a list, shown as a tab: a set of filters of its own.</summary>
/// <param name="Key">The use case gets it as filter "view".</param>
public sealed record ListView(string Key, string Text);
