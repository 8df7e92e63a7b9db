namespace Portal.Web.Kit.Lists;

/// <summary>What a person has chosen of a list to do something with.</summary>
/// <param name="Rows">The ticked rows, those of other pages too.</param>
/// <param name="Count">How many that is, or how many the whole filter finds.</param>
/// <param name="Query">Set when it is everything that the filter finds, on all pages.</param>
public sealed record ListSelection<TRow>(IReadOnlyList<TRow> Rows, int Count, ListQuery? Query);

/// <summary>The rows that a person has ticked, over all pages, or the whole of a filter.</summary>
internal sealed class TickedRows<TRow>(Func<TRow, object> keyOf)
{
    private readonly Dictionary<object, TRow> rows = [];

    /// <summary>Everything that the filter finds, until the filter or a tick changes.</summary>
    public bool IsEverything { get; private set; }

    public int Count => rows.Count;

    public bool Has(TRow row) => IsEverything || rows.ContainsKey(keyOf(row));

    public bool HasAll(IReadOnlyList<TRow> page) => page.Count > 0 && page.All(Has);

    public void Tick(TRow row, bool on)
    {
        IsEverything = false;
        if (on)
        {
            rows[keyOf(row)] = row;
        }
        else
        {
            rows.Remove(keyOf(row));
        }
    }

    public void Tick(IReadOnlyList<TRow> page, bool on)
    {
        foreach (var row in page)
        {
            Tick(row, on);
        }
    }

    public void TickEverything() => IsEverything = true;

    public void Clear()
    {
        rows.Clear();
        IsEverything = false;
    }

    public ListSelection<TRow> Selection(int total, ListQuery query) => IsEverything ? new([.. rows.Values], total, query) : new([.. rows.Values], rows.Count, null);
}
