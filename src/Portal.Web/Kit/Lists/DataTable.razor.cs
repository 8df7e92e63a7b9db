using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Web.Kit.Lists;

/// <summary>
/// A list that the database sorts, filters and pages. What is shown stands in the address, so that a reload, a bookmark and the
/// way back show the same.
/// </summary>
public sealed partial class DataTable<TRow>(NavigationManager navigation, PageAddress place, IColumnMemory columns, IViewMemory views) : IDisposable
{
    private readonly ListLoading<TRow> loads = new();
    private TickedRows<TRow> ticked = default!;
    private ListQuery query = new();
    private ListQuery wanted = new();
    private IReadOnlyList<Column<TRow>> shown = [];
    private SavedListViews? saved;
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

    private ListPage<TRow>? Page => loads.Page;

    private bool IsFiltered => query.Search.Length > 0 || query.Filters.Keys.Except(Fixed.Keys).Any() || query.View is not null;

    /// <summary>What is shown is what was asked for last.</summary>
    private bool IsUpToDate => !loads.IsUnderWay && query.ForExport() == wanted.ForExport();

    /// <summary>A part of a page has the filters of that page: views are kept of whole pages only.</summary>
    private bool KeepsViews => Prefix is null && Fixed.Count == 0;

    public void Dispose()
    {
        navigation.LocationChanged -= Moved;
        loads.Dispose();
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

    private async Task ReadViewsAsync() => saved = KeepsViews ? await views.OfAsync(List.Name, loads.Gone) : null;

    private void ShowSaved(long id)
    {
        if (saved?.Views.FirstOrDefault(v => v.Id == id) is { } view)
        {
            navigation.NavigateTo(DataTableViews.HrefOf(DataTableViews.PathOf(navigation.Uri), view));
        }
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        if (DataTableViews.PathOf(navigation.Uri) == DataTableViews.PathOf(address) && navigation.Uri != address && !place.IsChanging)
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
            navigation.NavigateTo(DataTableViews.HrefOf(DataTableViews.PathOf(address), first), replace: true);
            return;
        }

        var before = query;
        query = wanted = ListQuery.Read(address, Prefix).With(Fixed);
        if (ticked.IsEverything && query.ForExport() != before.ForExport())
        {
            ticked.Clear();
        }

        await ChooseColumnsAsync();
        await LoadAsync();
    }

    private async Task ChooseColumnsAsync() =>
        shown = ListColumns.Of(List, query, query.Columns.Count > 0 ? query.Columns : await columns.OfAsync(List.Name, loads.Gone));

    private async Task ChangeColumnsAsync(IReadOnlyList<string> chosen)
    {
        await columns.RememberAsync(List.Name, chosen, loads.Gone);
        Go(wanted with { Columns = chosen });
        await ChooseColumnsAsync();
    }

    private async Task LoadAsync() => await (await loads.LoadAsync(List, query) ? OnTotal.InvokeAsync(Page?.Total ?? 0) : Task.CompletedTask);

    private void Go(ListQuery next)
    {
        var before = wanted;
        wanted = next;
        place.Change(next.Spelled(List, saved).Parts(before, Fixed, Prefix), replace: next.Page == before.Page);
    }

    private void Clear() => Go(wanted with { Search = "", Filters = Fixed, View = null, Saved = null, Page = 1 });

    private void Sort(Column<TRow> column) =>
        Go(wanted with { Sort = column.Key, Descending = wanted.Sort == column.Key && !wanted.Descending, Page = 1 });
}
