using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.PrepaidHours;
using Portal.Business.PrepaidHours.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Helpdesk.Hours;

/// <summary>The accounts of prepaid hours; the list opens on those with hours left.</summary>
public sealed class HoursList(ListHoursPacks list, IStringLocalizer<HelpdeskPages> t) : ListDefinition<ListHoursPacks.Row>
{
    public override string Name => "hours";

    public override string SearchHint => t["HoursSearchHint"];

    public override IReadOnlyList<Column<ListHoursPacks.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number),
        new("client", t["Client"], r => r.ClientName),
        new("description", t["Description"], r => r.Description),
        new("bought", t["BoughtOn"], r => r.BoughtOn) { Kind = ColumnKind.Date, Sorts = true },
        new("expires", t["ExpiresOn"], r => r.ExpiresOn) { Kind = ColumnKind.Date, Sorts = true },
        new("hours", t["HoursBought"], r => HoursSharing.Hours(r.Bought)) { Kind = ColumnKind.Quantity },
        new("used", t["HoursUsed"], r => HoursSharing.Hours(r.Used)) { Kind = ColumnKind.Quantity },
        new("left", t["HoursLeft"], r => HoursSharing.Hours(r.Left)) { Kind = ColumnKind.Quantity, Sorts = true },
        new("state", t["State"], r => HoursWords.Of(r.Left, r.Bought, r.IsExpired, t)),
    ];

    public override IReadOnlyList<Filter> Filters { get; } = [new LinkedFilter("client", t["Client"], _ => t["OneClient"])];

    public override IReadOnlyList<ListView> Views { get; } = [new("left", t["ViewLeft"]), new("low", t["ViewLow"]), new("over", t["ViewOver"]), new("all", t["ViewAll"])];

    public override object KeyOf(ListHoursPacks.Row row) => row.Id;

    public override string HrefOf(ListHoursPacks.Row row) => $"/hours/{row.Id}";

    public override async Task<Result<ListPage<ListHoursPacks.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var wanted = query.View switch
        {
            "low" => ListHoursPacks.Wanted.Low,
            "over" => ListHoursPacks.Wanted.Over,
            "all" => ListHoursPacks.Wanted.All,
            null when query.Id("client") is not null => ListHoursPacks.Wanted.All,
            _ => ListHoursPacks.Wanted.Left,
        };
        var result = await list.RunAsync(new ListHoursPacks.Input(query.Paging, query.Search, wanted, query.Id("client")), ct);
        return result.TryGet(out var page) ? (ListPage<ListHoursPacks.Row>)page : Result<ListPage<ListHoursPacks.Row>>.Refused(result.Refusals);
    }
}
