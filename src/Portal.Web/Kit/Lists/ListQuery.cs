using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Business.Common;

namespace Portal.Web.Kit.Lists;

/// <summary>What a person wants to see of a list, as it stands in the address. Unreadable parts count as absent.</summary>
public sealed record ListQuery
{
    public const int UsualSize = 50;

    private const string FilterPrefix = "f_";

    public string Search { get; init; } = "";

    public string? Sort { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; } = 1;

    public int Size { get; init; } = UsualSize;

    public string? View { get; init; }

    /// <summary>The saved view that this started from.</summary>
    public long? Saved { get; init; }

    /// <summary>Keys of the columns to show; empty means the usual ones.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>();

    /// <summary>Only the rows with these keys; null all. Too long for an address: an export takes them from a form.</summary>
    public IReadOnlySet<string>? Keys { get; init; }

    public PageRequest Paging => new(Page, Size, Sort, Descending, Ids);

    /// <summary><see cref="Keys"/>, where they are ids.</summary>
    public IReadOnlyList<long>? Ids => Keys?.Select(AddressPart.Number).ToList() is { } ids && ids.TrueForAll(i => i is not null) ? [.. ids.OfType<long>()] : null;

    public string? Filter(string key) => Filters.GetValueOrDefault(key);

    public DateOnly? Date(string key) => AddressPart.Day(Filter(key));

    public TEnum? Choice<TEnum>(string key)
        where TEnum : struct, Enum => AddressPart.Choice<TEnum>(Filter(key));

    /// <summary>Several values with commas between; those that can't be read are left out.</summary>
    public IReadOnlyList<TEnum> Choices<TEnum>(string key)
        where TEnum : struct, Enum =>
        [.. (Filter(key)?.Split(',') ?? []).Select(AddressPart.Choice<TEnum>).OfType<TEnum>().Distinct()];

    public Period? Period(string key) => Business.Common.Period.Parse(Filter(key));

    public (decimal? From, decimal? To) Amounts(string key) => AmountFilter.Read(Filter(key));

    public long? Id(string key) => AddressPart.Number(Filter(key));

    /// <summary>With filters that always hold, whatever it says of the same.</summary>
    public ListQuery With(IReadOnlyDictionary<string, string> always) =>
        this with { Filters = always.Concat(Filters.Where(f => !always.ContainsKey(f.Key))).ToDictionary() };

    public static ListQuery Read(string uri, string? prefix = null)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } absolute ? absolute.Query : uri);
        string? Of(string key) => query.TryGetValue(prefix + key, out var values) ? values.ToString() is { Length: > 0 } text ? text : null : null;
        var sort = Of("sort");
        var page = int.TryParse(Of("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        var size = int.TryParse(Of("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : UsualSize;
        var search = Of("q") ?? "";
        var start = prefix + FilterPrefix;
        return new ListQuery
        {
            Search = search.Length > 200 ? search[..200] : search,
            Sort = sort?.TrimStart('-'),
            Descending = sort?.StartsWith('-') ?? false,
            Page = Math.Clamp(page, 1, 1_000_000),
            Size = Math.Clamp(size, 10, PageRequest.LargestSize),
            View = Of("view"),
            Saved = long.TryParse(Of("saved"), NumberStyles.None, CultureInfo.InvariantCulture, out var saved) ? saved : null,
            Columns = Of("cols")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Filters = query.Where(p => p.Key.StartsWith(start, StringComparison.Ordinal) && p.Value.ToString().Length is > 0 and <= 200)
                .ToDictionary(p => p.Key[start.Length..], p => p.Value.ToString()),
        };
    }

    /// <summary>The parts of the address; null where the part is as usual and left out.</summary>
    public IReadOnlyDictionary<string, object?> Write(IEnumerable<string> filterKeys, string? prefix = null)
    {
        var parts = new Dictionary<string, object?>
        {
            [prefix + "q"] = Search.Length > 0 ? Search : null,
            [prefix + "sort"] = Sort is null ? null : (Descending ? "-" : "") + Sort,
            [prefix + "page"] = Page > 1 ? Page : null,
            [prefix + "size"] = Size != UsualSize ? Size : null,
            [prefix + "view"] = View,
            [prefix + "cols"] = Columns.Count > 0 ? string.Join(',', Columns) : null,
            [prefix + "saved"] = Saved,
        };
        foreach (var key in filterKeys.Union(Filters.Keys))
        {
            parts[prefix + FilterPrefix + key] = Filter(key);
        }

        return parts;
    }

    public ListQuery With(string filter, string? value)
    {
        var filters = new Dictionary<string, string>(Filters);
        if (string.IsNullOrEmpty(value))
        {
            filters.Remove(filter);
        }
        else
        {
            filters[filter] = value;
        }

        return this with { Filters = filters, Page = 1 };
    }

    /// <summary>The query string of the export: the whole filtered list, in this order.</summary>
    public string ForExport() => (this with { Page = 1, Size = UsualSize, Columns = [], Saved = null }).Text();

    /// <summary>What a saved view keeps: all but the page. The same choices give the same text.</summary>
    public string ForView() => (this with { Page = 1, Saved = null }).Text().TrimStart('?');

    private string Text() => QueryHelpers.AddQueryString("", Write(Filters.Keys.Order(StringComparer.Ordinal))
        .Where(p => p.Value is not null).ToDictionary(p => p.Key, p => (string?)Convert.ToString(p.Value, CultureInfo.InvariantCulture)));
}
