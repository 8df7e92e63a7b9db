using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class ProductList(ListProducts list, CompanyChoices companies, IStringLocalizer<CatalogPages> t) : CatalogList<ListProducts.Row>(t)
{
    public override string Name => "products";

    public override string SearchHint => T["SearchProducts"];

    public override IReadOnlyList<Column<ListProducts.Row>> Columns =>
    [
        new("code", T["Code"], r => r.Code) { Sorts = true },
        new("name", T["Name"], r => r.Name.In(Language)) { Sorts = true },
        new("kind", T["Kind"], r => T["ProductKind." + r.Kind].Value),
        new("price", T["UnitPrice"], r => r.UnitPrice) { Kind = ColumnKind.UnitPrice, Sorts = true },
        new("currency", T["Currency"], r => r.Currency),
        new("unit", T["Unit"], r => r.Unit.In(Language)),
        new("tax", T["TaxCode"], r => r.TaxCode),
        new("account", T["GlAccount"], r => r.GlAccount),
        new("entity", T["Entity"], r => r.LegalEntity),
        new("state", T["State"], r => StateOf(r.IsActive)),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        CompanyOf(companies),
        new ChoiceFilter("kind", T["Kind"], [.. Enum.GetValues<ProductKind>().Select(k => (k.ToString(), T["ProductKind." + k].Value))]),
    ];

    public override object KeyOf(ListProducts.Row row) => row.Id;

    public override string HrefOf(ListProducts.Row row) => $"/products/{row.Id}";

    public override async Task<Result<ListPage<ListProducts.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        return Shown(await list.RunAsync(new(query.Search, query.Id("entity"), ActiveOf(query), query.Choice<ProductKind>("kind"), query.Paging), ct));
    }
}
