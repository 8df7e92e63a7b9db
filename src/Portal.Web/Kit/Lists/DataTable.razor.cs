using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Business.Common;

namespace Portal.Web.Kit.Lists;

/// <summary>
/// A list that the database sorts, filters and pages. What is shown stands in the address, so that a reload, a bookmark and the
/// way back show the same.
/// </summary>
public sealed partial class DataTable<TRow>(NavigationManager navigation, IColumnMemory columns, IViewMemory views) : IDisposable
{
    private TickedRows<TRow> ticked = default!;
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? current;
    private ListQuery query = new();
    private IReadOnlyList<Column<TRow>> shown = [];
    private ListPage<TRow>? page;
    private SavedListViews? saved;
    private Refusal? refused;
    private bool loading;
    private string address = "";

    [Parameter, EditorRequired]
    public ListDefinition<TRow> List { get; set; } = default!;

    /// <summary>Read out: what the table lists.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What this is, and the first step, when there is nothing at all.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Actions on the ticked rows; without it rows can't be ticked.</summary>
    [Parameter]
    public RenderFragment<ListSelection<TRow>>? Bulk { get; set; }

    /// <summary>The actions understand a whole filter, too: it can be chosen once all rows of a page are ticked.</summary>
    [Parameter]
    public bool TicksEverything { get; set; }

    /// <summary>Filters that always hold, such as the job whose invoices these are.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, string> Fixed { get; set; } = new Dictionary<string, string>();

    /// <summary>Leads the names in the address where a page has two lists.</summary>
    [Parameter]
    public string? Prefix { get; set; }

    [Parameter]
    public bool Exports { get; set; } = true;

    /// <summary>Tells the page how many rows there are.</summary>
    [Parameter]
    public EventCallback<int> OnTotal { get; set; }

    private bool IsFiltered => query.Search.Length > 0 || query.Filters.Keys.Except(Fixed.Keys).Any() || query.View is not null;

    /// <summary>A part of a page has the filters of that page: views are kept of whole pages only.</summary>
    private bool KeepsViews => Prefix is null && Fixed.Count == 0;

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        gone.Cancel();
        gone.Dispose();
        current?.Dispose();
    }

    /// <summary>Loads again what is shown, after an action changed it.</summary>
    /// <param name="keepTicks">Something else than an action on the ticked rows changed it.</param>
    public async Task ReloadAsync(bool keepTicks = false)
    {
        if (!keepTicks)
        {
            ticked.Clear();
        }

        await LoadAsync();
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += Moved;
        ticked = new TickedRows<TRow>(List.KeyOf);
        await ReadViewsAsync();
        await ReadAddressAsync();
    }

    private async Task ReadViewsAsync() => saved = KeepsViews ? await views.OfAsync(List.Name, gone.Token) : null;

    private void ShowSaved(long id)
    {
        if (saved?.Views.FirstOrDefault(v => v.Id == id) is { } view)
        {
            navigation.NavigateTo(DataTableViews.HrefOf(PathOf(navigation.Uri), view));
        }
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (PathOf(navigation.Uri) == PathOf(address) && navigation.Uri != address)
        {
            await ReadAddressAsync();
            StateHasChanged();
        }
    });

    private async Task ReadAddressAsync()
    {
        address = navigation.Uri;
        if (saved?.First is { } first && !address.Contains('?', StringComparison.Ordinal))
        {
            navigation.NavigateTo(DataTableViews.HrefOf(PathOf(address), first), replace: true);
            return;
        }

        var before = query;
        query = ListQuery.Read(address, Prefix);
        query = query with { Filters = query.Filters.Concat(Fixed.Where(f => !query.Filters.ContainsKey(f.Key))).ToDictionary() };
        if (ticked.IsEverything && query.ForExport() != before.ForExport())
        {
            ticked.Clear();
        }

        await ChooseColumnsAsync();
        await LoadAsync();
    }

    /// <summary>Those of the address, else those that the person chose last, else the usual ones. A key that the list has no longer counts as absent.</summary>
    private async Task ChooseColumnsAsync()
    {
        var wanted = query.Columns.Count > 0 ? query.Columns : await columns.OfAsync(List.Name, gone.Token);
        var about = query.Columns.Count > 0 ? null : List.Views.FirstOrDefault(v => v.Key == query.View)?.Shows;
        var known = List.Columns.Where(c => wanted.Contains(c.Key)).ToList();
        shown = [.. List.Columns.Where(c => known.Count > 0 ? known.Contains(c) : !c.Hidden).Union(List.Columns.Where(c => about?.Contains(c.Key) == true))];
        shown = [.. List.Columns.Where(shown.Contains)];
    }

    private async Task ChangeColumnsAsync(IReadOnlyList<string> wanted)
    {
        await columns.RememberAsync(List.Name, wanted, gone.Token);
        await GoAsync(query with { Columns = wanted });
        await ChooseColumnsAsync();
    }

    private async Task LoadAsync()
    {
        if (current is not null)
        {
            await current.CancelAsync();
            current.Dispose();
        }

        var mine = current = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        loading = true;
        try
        {
            var result = await List.LoadAsync(query, mine.Token);
            if (mine.IsCancellationRequested)
            {
                return;
            }

            refused = result.Refusal;
            page = result.Succeeded ? result.Value : null;
            loading = false;
            await OnTotal.InvokeAsync(page?.Total ?? 0);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // A later choice took over, or the person left.
        }
    }

    private Task GoAsync(ListQuery wanted)
    {
        var parts = wanted.Spelled(List, saved).Write(query.Filters.Keys.Except(Fixed.Keys), Prefix)
            .Where(p => !Fixed.Keys.Any(f => p.Key == $"{Prefix}f_{f}")).ToDictionary(p => p.Key, p => p.Value);
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(parts), replace: wanted.Page == query.Page);
        return Task.CompletedTask;
    }

    private Task ClearAsync() => GoAsync(query with { Search = "", Filters = Fixed, View = null, Saved = null, Page = 1 });

    private Task SortAsync(Column<TRow> column) =>
        GoAsync(query with { Sort = column.Key, Descending = query.Sort == column.Key && !query.Descending, Page = 1 });

    private string? SortOf(Column<TRow> column) => query.Sort != column.Key ? null : query.Descending ? "descending" : "ascending";

    private static string PathOf(string uri) => uri.Split('?', '#')[0];
}
