using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class GlAccountList(ListGlAccounts list, CompanyChoices companies, IStringLocalizer<CatalogPages> t) : CatalogList<ListGlAccounts.Row>(t)
{
    public override string Name => "accounts";

    public override string SearchHint => T["SearchAccounts"];

    public override IReadOnlyList<Column<ListGlAccounts.Row>> Columns =>
    [
        new("number", T["Number"], r => r.Number) { Sorts = true },
        new("name", T["Name"], r => r.Name.In(Language)),
        new("kind", T["Kind"], r => T["AccountKind." + r.Kind].Value),
        new("entity", T["Entity"], r => r.LegalEntity),
        new("state", T["State"], r => StateOf(r.IsActive)),
    ];

    public override IReadOnlyList<Filter> Filters => [CompanyOf(companies)];

    public override object KeyOf(ListGlAccounts.Row row) => row.Id;

    public override string HrefOf(ListGlAccounts.Row row) => $"/settings/accounts/{row.Id}";

    public override async Task<Result<ListPage<ListGlAccounts.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        return Shown(await list.RunAsync(new(query.Search, query.Id("entity"), ActiveOf(query), query.Paging), ct));
    }
}
