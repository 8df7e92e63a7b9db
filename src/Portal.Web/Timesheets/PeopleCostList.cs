using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Timesheets.UseCases;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Timesheets;

public sealed class PeopleCostList(ListPeopleCosts list, IStringLocalizer<TimesheetsPages> t) : ListDefinition<ListPeopleCosts.Row>
{
    public override string Name => "costs";

    public override string SearchHint => t["Person"];

    public override IReadOnlyList<Column<ListPeopleCosts.Row>> Columns { get; } =
    [
        new("person", t["Person"], r => r.Name) { Sorts = true },
        new("email", t["Email"], r => r.Email),
        new("entity", t["Company"], r => r.Company),
        new("cost", t["HourlyCost"], r => r.HourlyCost) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("since", t["CostSince"], r => r.Since) { Kind = ColumnKind.Date },
    ];

    public override object KeyOf(ListPeopleCosts.Row row) => row.UserId;

    public override string HrefOf(ListPeopleCosts.Row row) => $"/timesheets/costs/{row.UserId}";

    public override async Task<Result<ListPage<ListPeopleCosts.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new(query.Paging, query.Search), ct);
        return result.TryGet(out var page) ? (ListPage<ListPeopleCosts.Row>)page : Result<ListPage<ListPeopleCosts.Row>>.Refused(result.Refusals);
    }
}
