using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class TaxCodeList(ListTaxCodes list, CompanyChoices companies, IStringLocalizer<CatalogPages> t) : CatalogList<ListTaxCodes.Row>(t)
{
    public override string Name => "tax-codes";

    public override IReadOnlyList<Column<ListTaxCodes.Row>> Columns =>
    [
        new("code", T["Code"], r => r.Code) { Sorts = true },
        new("name", T["Name"], r => r.Name.In(Language)),
        new("components", T["Taxes"], r => string.Join(" + ", r.Components.Select(c => c.In(Language)))),
        new("percent", T["RateToday"], r => r.Percent) { Kind = ColumnKind.Percent },
        new("reason", T["ExemptionReason"], r => r.ExemptionReason.In(Language)) { Hidden = true },
        new("entity", T["Entity"], r => r.LegalEntity),
        new("state", T["State"], r => StateOf(r.IsActive)),
    ];

    public override IReadOnlyList<Filter> Filters => [CompanyOf(companies)];

    public override object KeyOf(ListTaxCodes.Row row) => row.Id;

    public override string HrefOf(ListTaxCodes.Row row) => $"/settings/tax-codes/{row.Id}";

    public override async Task<Result<ListPage<ListTaxCodes.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        return Shown(await list.RunAsync(new(query.Search, query.Id("entity"), ActiveOf(query), query.Paging), ct));
    }
}
