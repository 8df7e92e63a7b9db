using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class FiscalPositionList(ListFiscalPositions list, CompanyChoices companies, IStringLocalizer<CatalogPages> t) : CatalogList<ListFiscalPositions.Row>(t)
{
    public override string Name => "fiscal-positions";

    public override IReadOnlyList<Column<ListFiscalPositions.Row>> Columns =>
    [
        new("code", T["Code"], r => r.Code) { Sorts = true },
        new("name", T["Name"], r => r.Name.In(Language)),
        new("replacements", T["Replacements"], r => r.Replacements) { Kind = ColumnKind.Count },
        new("entity", T["Entity"], r => r.LegalEntity),
        new("state", T["State"], r => StateOf(r.IsActive)),
    ];

    public override IReadOnlyList<Filter> Filters => [CompanyOf(companies)];

    public override object KeyOf(ListFiscalPositions.Row row) => row.Id;

    public override string HrefOf(ListFiscalPositions.Row row) => $"/settings/fiscal-positions/{row.Id}";

    public override async Task<Result<ListPage<ListFiscalPositions.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        return Shown(await list.RunAsync(new(query.Search, query.Id("entity"), ActiveOf(query), query.Paging), ct));
    }
}
