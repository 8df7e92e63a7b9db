using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts.Indexation;

public sealed class PriceIndexList(ListPriceIndexes list, IStringLocalizer<IndexationPages> t) : ListDefinition<ListPriceIndexes.Row>
{
    public override string Name => "price-indexes";

    public override string SearchHint => t["Code"];

    public override IReadOnlyList<Column<ListPriceIndexes.Row>> Columns { get; } =
    [
        new("code", t["Code"], r => r.Code) { Sorts = true },
        new("name", t["Name"], r => r.Name.In(CultureInfo.CurrentUICulture.Name)),
        new("source", t["Source"], r => r.Source) { Hidden = true },
        new("values", t["Values"], r => r.Values) { Kind = ColumnKind.Count },
        new("last", t["LastFrom"], r => r.LastFrom),
        new("value", t["LastValue"], r => r.Last is { } last ? Formats.Current.UnitPrice(last) : null),
        new("state", t["State"], r => r.IsActive ? new Status(t["Active"], Tone.Ok) : new Status(t["Inactive"], Tone.Neutral)),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("active", t["View.Active"]), new("inactive", t["View.Inactive"]), new("all", t["View.All"])];

    public override object KeyOf(ListPriceIndexes.Row row) => row.Id;

    public override string HrefOf(ListPriceIndexes.Row row) => $"/settings/price-indexes/{row.Id}";

    public override async Task<Result<ListPage<ListPriceIndexes.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new(query.Search, query.View switch { "all" => null, "inactive" => false, _ => true }, query.Paging), ct);
        return result.TryGet(out var page) ? (ListPage<ListPriceIndexes.Row>)page : Result<ListPage<ListPriceIndexes.Row>>.Refused(result.Refusals);
    }
}
