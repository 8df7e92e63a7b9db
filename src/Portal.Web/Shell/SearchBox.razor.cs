using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Business.Common;
using Portal.Web.Shell.Navigation;

namespace Portal.Web.Shell;

/// <summary>Finds clients, jobs, quotes, invoices by number, name or PO number; usable with the keyboard alone.</summary>
public sealed partial class SearchBox(IEnumerable<ISearchSource> sources, IEnumerable<SearchKind> kinds, NavigationManager navigation) : IDisposable
{
    private const int PerSource = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(180);

    private readonly Dictionary<string, SearchKind> kindOf = kinds.ToDictionary(k => k.Kind);
    private CancellationTokenSource current = new();
    private IReadOnlyList<(SearchHit Hit, SearchKind Kind)> hits = [];
    private string text = "";
    private bool open;
    private bool searching;
    private bool goesToFirst;
    private int active = -1;

    public void Dispose() => current.Dispose();

    private async Task Typed(string? typed)
    {
        text = typed ?? "";
        (open, goesToFirst) = (text.Length > 0, false);
        await current.CancelAsync();
        current.Dispose();
        current = new CancellationTokenSource();
        if (text.Trim().Length < 2)
        {
            hits = [];
            searching = false;
            return;
        }

        searching = true;
        try
        {
            await Task.Delay(Pause, current.Token);
            hits = await FindAsync(text.Trim(), current.Token);
            active = hits.Count > 0 ? 0 : -1;
            searching = false;
            if (goesToFirst)
            {
                GoTo(active);
            }
        }
        catch (OperationCanceledException)
        {
            // A later keystroke took over.
        }
    }

    private async Task<IReadOnlyList<(SearchHit, SearchKind)>> FindAsync(string wanted, CancellationToken ct)
    {
        var found = new List<(SearchHit, SearchKind)>();
        foreach (var source in sources)
        {
            foreach (var hit in await source.FindAsync(wanted, PerSource, ct))
            {
                if (kindOf.TryGetValue(hit.Kind, out var kind))
                {
                    found.Add((hit, kind));
                }
            }
        }

        return [.. found.OrderBy(f => f.Item2.Order)];
    }

    private void KeyAsync(KeyboardEventArgs e)
    {
        switch (e.Key)
        {
            case "ArrowDown" when hits.Count > 0:
                active = (active + 1) % hits.Count;
                break;
            case "ArrowUp" when hits.Count > 0:
                active = (active + hits.Count - 1) % hits.Count;
                break;
            case "Enter" when open && searching:
                goesToFirst = true;
                break;
            case "Enter" when open:
                GoTo(active);
                break;
            case "Escape":
                Close();
                break;
        }
    }

    private void GoTo(int at)
    {
        goesToFirst = false;
        if (at >= 0 && at < hits.Count)
        {
            navigation.NavigateTo(hits[at].Kind.Href(hits[at].Hit));
            Close();
        }
    }

    private void Close()
    {
        (open, goesToFirst) = (false, false);
        text = "";
        hits = [];
        active = -1;
    }
}
