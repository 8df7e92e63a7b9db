using System.Runtime.CompilerServices;
using Portal.Business.Common;

namespace Portal.Web.Kit.Lists;

/// <summary>One page of rows, how many there are in all, and the totals of the whole filter by column key.</summary>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Rows, int Total, IReadOnlyDictionary<string, string>? Foot = null)
{
    public static implicit operator ListPage<TRow>(Page<TRow> page) => new(page.Rows, page.Total);
}

/// <summary>
/// What one list is: columns, filters, views, and the use case behind it. <see cref="DataTable{TRow}"/> shows it and the export
/// endpoint streams it, so both always tell the same. Registered with AddList.
/// </summary>
public abstract class ListDefinition<TRow>
{
    private const int ExportChunk = PageRequest.LargestSize;

    /// <summary>Names the list in the address of its export and the file: "clients".</summary>
    public abstract string Name { get; }

    public abstract IReadOnlyList<Column<TRow>> Columns { get; }

    public virtual IReadOnlyList<Filter> Filters => [];

    /// <summary>The first is the one that the list opens on.</summary>
    public virtual IReadOnlyList<ListView> Views => [];

    /// <summary>What the search box of the list looks at; null for a list without one.</summary>
    public virtual string? SearchHint => null;

    /// <summary>Identifies a row among all pages.</summary>
    public abstract object KeyOf(TRow row);

    /// <summary>Where the row leads; null when nowhere.</summary>
    public virtual string? HrefOf(TRow row) => null;

    public abstract Task<Result<ListPage<TRow>>> LoadAsync(ListQuery query, CancellationToken ct);

    /// <summary>What a use case answered, as the page of a list without a foot.</summary>
    protected static Result<ListPage<TRow>> Shown(Result<Page<TRow>> answer) =>
        answer.TryGet(out var page) ? (ListPage<TRow>)page : Result<ListPage<TRow>>.Refused(answer.Refusals);

    /// <summary>
    /// All rows of the filter for the export, a chunk at a time. Override it where the use case can stream from the database in
    /// one go: then rows that others add or remove meanwhile can't shift a page.
    /// </summary>
    public virtual async IAsyncEnumerable<TRow> StreamAsync(ListQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = 1; ; page++)
        {
            var result = await LoadAsync(query with { Page = page, Size = ExportChunk }, ct);
            if (!result.TryGet(out var rows))
            {
                throw new ListRefusedException(result.Refusals);
            }

            foreach (var row in rows.Rows)
            {
                yield return row;
            }

            if (page * ExportChunk >= rows.Total || rows.Rows.Count == 0)
            {
                yield break;
            }
        }
    }
}

/// <summary>Ends an export whose list is refused; the endpoint turns it back into the refusal.</summary>
public sealed class ListRefusedException(IReadOnlyList<Refusal> refusals) : Exception("The list was refused.")
{
    public IReadOnlyList<Refusal> Refusals { get; } = refusals;
}
