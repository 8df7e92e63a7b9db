namespace Portal.Business.Common;

/// <summary>
/// One capability's part of the search box: finds its records by number, name or PO number. Asks the permission itself and
/// returns nothing where the user lacks it. Must answer from an index: it runs at every pause in typing.
/// </summary>
public interface ISearchSource
{
    Task<IReadOnlyList<SearchHit>> FindAsync(string text, int atMost, CancellationToken ct);
}

/// <param name="Kind">"client", "job", "quote", "invoice" …; the screens know where each leads.</param>
/// <param name="Title">What identifies it: its number, or a client's name.</param>
/// <param name="Detail">What tells it from others: the client, the town.</param>
public sealed record SearchHit(string Kind, long Id, string Title, string Detail);
