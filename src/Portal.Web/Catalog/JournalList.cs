using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class JournalList(ListJournals list, CompanyChoices companies, IStringLocalizer<CatalogPages> t) : CatalogList<ListJournals.Row>(t)
{
    public override string Name => "journals";

    public override IReadOnlyList<Column<ListJournals.Row>> Columns =>
    [
        new("code", T["Code"], r => r.Code) { Sorts = true },
        new("name", T["Name"], r => r.Name.In(Language)),
        new("kind", T["Kind"], r => T["JournalKind." + r.Kind].Value),
        new("entity", T["Entity"], r => r.LegalEntity),
        new("state", T["State"], r => StateOf(r.IsActive)),
    ];

    public override IReadOnlyList<Filter> Filters => [CompanyOf(companies)];

    public override object KeyOf(ListJournals.Row row) => row.Id;

    public override string HrefOf(ListJournals.Row row) => $"/settings/journals/{row.Id}";

    public override async Task<Result<ListPage<ListJournals.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        return Shown(await list.RunAsync(new(query.Search, query.Id("entity"), ActiveOf(query), query.Paging), ct));
    }
}
