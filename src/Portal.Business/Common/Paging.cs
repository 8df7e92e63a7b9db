namespace Portal.Business.Common;

/// <summary>Which part of a list is wanted, and in which order.</summary>
/// <param name="Number">1 is the first page.</param>
/// <param name="Sort">A column key of the list; null means the list's own order.</param>
public sealed record PageRequest(int Number = 1, int Size = 50, string? Sort = null, bool Descending = false)
{
    public const int LargestSize = 500;

    public int Skip => (Math.Max(1, Number) - 1) * Take;

    public int Take => Math.Clamp(Size, 1, LargestSize);
}

/// <summary>One page of a list and how many rows there are in all.</summary>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Total)
{
    public static Page<T> Empty { get; } = new([], 0);
}
