using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class ProductList(ListProducts list, CompanyChoices companies, IStringLocalizer<CatalogPages> t) : ListDefinition<ListProducts.Row>
{
    public override string Name => "products";

    public override string SearchHint => t["SearchProducts"];

    public override IReadOnlyList<Column<ListProducts.Row>> Columns { get; } =
    [
        new("code", t["Code"], r => r.Code) { Sorts = true },
        new("name", t["Name"], r => r.Name.In(Language)) { Sorts = true },
        new("kind", t["Kind"], r => t["ProductKind." + r.Kind].Value),
        new("price", t["UnitPrice"], r => r.UnitPrice) { Kind = ColumnKind.UnitPrice, Sorts = true },
        new("currency", t["Currency"], r => r.Currency),
        new("unit", t["Unit"], r => r.Unit.In(Language)),
        new("tax", t["TaxCode"], r => r.TaxCode),
        new("account", t["GlAccount"], r => r.GlAccount),
        new("entity", t["Entity"], r => r.LegalEntity),
        new("state", t["State"], r => r.IsActive ? new Status(t["Active"], Tone.Ok) : new Status(t["Inactive"], Tone.Neutral)),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("entity", t["Entity"], CompanyChoices.FilterOptions(companies.Loaded)),
        new ChoiceFilter("kind", t["Kind"], [.. Enum.GetValues<ProductKind>().Select(k => (k.ToString(), t["ProductKind." + k].Value))]),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("active", t["View.Active"]), new("inactive", t["View.Inactive"]), new("all", t["View.All"])];

    private static string Language => CultureInfo.CurrentUICulture.Name;

    public override object KeyOf(ListProducts.Row row) => row.Id;

    public override string HrefOf(ListProducts.Row row) => $"/products/{row.Id}";

    public override async Task<Result<ListPage<ListProducts.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        var result = await list.RunAsync(new(query.Search, query.Id("entity"), ActiveOf(query), query.Choice<ProductKind>("kind"), query.Paging), ct);
        return result.TryGet(out var page) ? (ListPage<ListProducts.Row>)page : Result<ListPage<ListProducts.Row>>.Refused(result.Refusals);
    }

    private static bool? ActiveOf(ListQuery query) => query.View switch { "all" => null, "inactive" => false, _ => true };
}
