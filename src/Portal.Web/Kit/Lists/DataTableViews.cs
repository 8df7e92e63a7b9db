using System.Globalization;

namespace Portal.Web.Kit.Lists;

/// <summary>Where the views of a list lead.</summary>
internal static class DataTableViews
{
    /// <summary>The view of a list that brings none along.</summary>
    public const string Everything = "all";

    public static string HrefOf(string path, SavedListView view) => string.Create(
        CultureInfo.InvariantCulture, $"{path}?{view.Query}{(view.Query.Length > 0 ? "&" : "")}saved={view.Id}");

    /// <summary>What the list brings along first, said in so many words where the person's list opens on another view.</summary>
    public static ListQuery Spelled<TRow>(this ListQuery query, ListDefinition<TRow> list, SavedListViews? saved) =>
        saved?.First is not null && query is { Search: "", Sort: null, View: null, Saved: null, Page: 1, Size: ListQuery.UsualSize, Columns.Count: 0, Filters.Count: 0 }
            ? query with { View = list.Views.Count > 0 ? list.Views[0].Key : Everything }
            : query;

    /// <summary>What it is in the address; filters of the query before are taken out of it, those that always hold don't stand there.</summary>
    public static Dictionary<string, object?> Parts(this ListQuery query, ListQuery before, IReadOnlyDictionary<string, string> always, string? prefix) =>
        query.Write(before.Filters.Keys.Except(always.Keys), prefix).Where(p => !always.Keys.Any(f => p.Key == $"{prefix}f_{f}")).ToDictionary(p => p.Key, p => p.Value);

    /// <summary>An address without its query.</summary>
    public static string PathOf(string uri) => uri.Split('?', '#')[0];
}
