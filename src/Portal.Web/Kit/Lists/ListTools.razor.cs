using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Portal.Web.Kit.Lists;

/// <summary>Search, filters with their chips, views, columns and export of one list.</summary>
public sealed partial class ListTools<TRow>(IStringLocalizer<KitText> T) : IDisposable
{
    private readonly Dictionary<(string Key, string Value), string> names = [];
    private readonly CancellationTokenSource gone = new();

    [Parameter, EditorRequired]
    public ListDefinition<TRow> List { get; set; } = default!;

    [Parameter, EditorRequired]
    public ListQuery Query { get; set; } = default!;

    [Parameter]
    public EventCallback<ListQuery> OnChange { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<Column<TRow>> Shown { get; set; } = [];

    /// <summary>The keys of the columns to show from now on; empty for the usual ones.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnColumns { get; set; }

    [Parameter]
    public bool Exports { get; set; }

    /// <summary>How many rows the export has; null while they are counted.</summary>
    [Parameter]
    public int? Total { get; set; }

    [Parameter]
    public IReadOnlyDictionary<string, string> Fixed { get; set; } = new Dictionary<string, string>();

    /// <summary>Null where views can't be saved.</summary>
    [Parameter]
    public SavedListViews? Views { get; set; }

    /// <summary>A new view was saved: its id.</summary>
    [Parameter]
    public EventCallback<long> OnSaved { get; set; }

    /// <summary>A view was changed or deleted.</summary>
    [Parameter]
    public EventCallback OnViews { get; set; }

    private IEnumerable<(Filter Filter, string Value)> Set =>
        from filter in List.Filters
        let value = Query.Filter(filter.Key)
        where value is not null && !Fixed.ContainsKey(filter.Key)
        select (filter, value);

    /// <summary>The view that a list opens on often hides rows: the export is the whole list only where nothing does.</summary>
    private string ExportKey =>
        Set.Any() || Query.Search.Length > 0 ? "ExportEverything"
        : List.Views.Count == 0 || (Query.View ?? List.Views[0].Key) == "all" ? "ExportList"
        : "ExportView";

    private IEnumerable<Column<TRow>> Usual => List.Columns.Where(c => !c.Hidden);

    /// <summary>What a view would keep now; the columns with it, because others may have chosen other ones.</summary>
    private string Now => (Query with { Columns = [.. Shown.Select(c => c.Key)] }).ForView();

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        foreach (var (filter, value) in Set.Where(s => s.Filter is PickerFilter && !names.ContainsKey((s.Filter.Key, s.Value))).ToList())
        {
            try
            {
                names[(filter.Key, value)] = await filter.DescribeAsync(value, gone.Token);
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Where one value is all there can be, its chip takes the place of the control.</summary>
    private IEnumerable<Filter> Offered(bool secondary) => List.Filters.Where(f =>
        f is not LinkedFilter && f.Secondary == secondary && !Fixed.ContainsKey(f.Key)
        && (secondary || Query.Filter(f.Key) is null || f is ChoiceFilter { Many: true } or PeriodFilter));

    private string? NameOf(Filter filter) => Query.Filter(filter.Key) is { } value ? names.GetValueOrDefault((filter.Key, value)) : null;

    private Task ChangeAsync(ListQuery query) => OnChange.InvokeAsync(query);

    private Task ToggleAsync(Column<TRow> toggled)
    {
        var wanted = List.Columns.Where(c => Shown.Contains(c) != (c == toggled)).ToList();
        return OnColumns.InvokeAsync(wanted.SequenceEqual(Usual) ? [] : [.. wanted.Select(c => c.Key)]);
    }
}
