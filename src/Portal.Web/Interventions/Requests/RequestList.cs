using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Interventions.Requests;

/// <summary>The requests; the list opens on those that wait for somebody.</summary>
public sealed class RequestList(
    ListRequests list, RequestFilters filters, ScreenTime time, TimeProvider clock, IStringLocalizer<InterventionsPages> t, IStringLocalizer<InterventionsText> texts) : ListDefinition<ListRequests.Row>
{
    public override string Name => "requests";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListRequests.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number) { Sorts = true },
        new("title", t["Title"], r => r.Title),
        new("client", t["Client"], r => r.ClientName),
        new("place", t["Place"], r => r.Place) { Hidden = true },
        new("priority", t["Priority"], r => RequestWords.Of(r.Priority, texts)),
        new("status", t["Status"], r => RequestWords.Of(r.Status, texts)),
        new("wanted", t["WantedFrom"], r => r.WantedFrom) { Kind = ColumnKind.Date, Sorts = true },
        new("wantedto", t["WantedTo"], r => r.WantedTo) { Kind = ColumnKind.Date, Hidden = true },
        new("visit", t["NextVisit"], r => r.NextVisitAt is { } at ? Formats.Current.DateTime(at) : null) { Kind = ColumnKind.DateTime },
        new("technician", t["Technician"], r => r.Technician),
        new("sector", t["Sector"], r => r.Sector) { Hidden = true },
        new("labels", t["Labels"], r => string.Join(", ", r.Labels)) { Hidden = true },
        new("job", t["Job"], r => r.JobNumber) { Hidden = true },
        new("net", t["BeforeTax"], r => r.Net) { Kind = ColumnKind.Amount, Sorts = true, Hidden = true, Currency = r => r.Currency },
        new("created", t["CreatedAt"], r => r.CreatedAt) { Kind = ColumnKind.DateTime, Sorts = true, Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters => filters.All;

    public override IReadOnlyList<ListView> Views { get; } =
        [new("open", t["ViewOpen"]), new("toplan", t["ViewToPlan"]), new("mine", t["ViewMine"]), new("all", t["ViewAll"])];

    public override object KeyOf(ListRequests.Row row) => row.Id;

    public override string HrefOf(ListRequests.Row row) => $"/requests/{row.Id}";

    public override async Task<Result<ListPage<ListRequests.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(RequestFilters.Of(query, time.Today(clock)), ct);
        return result.TryGet(out var page) ? (ListPage<ListRequests.Row>)page : Result<ListPage<ListRequests.Row>>.Refused(result.Refusals);
    }
}
