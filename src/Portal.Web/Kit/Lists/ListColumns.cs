namespace Portal.Web.Kit.Lists;

/// <summary>Which columns of a list are shown.</summary>
internal static class ListColumns
{
    /// <summary>
    /// Those wanted, else the usual ones, in the list's order; and those that the view is about unless the address names columns. A key
    /// that the list has no longer counts as absent.
    /// </summary>
    /// <param name="wanted">Keys of the address, or what the person chose last.</param>
    public static IReadOnlyList<Column<TRow>> Of<TRow>(ListDefinition<TRow> list, ListQuery query, IReadOnlyList<string> wanted)
    {
        var about = query.Columns.Count > 0 ? null : list.Views.FirstOrDefault(v => v.Key == query.View)?.Shows;
        var known = list.Columns.Any(c => wanted.Contains(c.Key));
        return [.. list.Columns.Where(c => (known ? wanted.Contains(c.Key) : !c.Hidden) || about?.Contains(c.Key) == true)];
    }
}
