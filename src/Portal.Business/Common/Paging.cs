namespace Portal.Business.Common;

/// <summary>Which part of a list is wanted, and in which order.</summary>
/// <param name="Number">1 is the first page.</param>
/// <param name="Sort">A column key of the list; null means the list's own order.</param>
/// <param name="Only">The ids of the only rows that are wanted; null all.</param>
public sealed record PageRequest(int Number = 1, int Size = 50, string? Sort = null, bool Descending = false, IReadOnlyList<long>? Only = null)
{
    public const int LargestSize = 500;

    public int Skip => (Math.Max(1, Number) - 1) * Take;

    public int Take => Math.Clamp(Size, 1, LargestSize);
}

public static class OnlyRows
{
    /// <summary>Of these rows, those that were asked for by their ids; all where none were named.</summary>
    public static IQueryable<T> Only<T>(this IQueryable<T> rows, PageRequest page)
        where T : Entity =>
        page.Only is { } ids ? rows.Where(r => ids.Contains(r.Id)) : rows;
}

/// <summary>One page of a list and how many rows there are in all.</summary>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Total)
{
    public static Page<T> Empty { get; } = new([], 0);
}
