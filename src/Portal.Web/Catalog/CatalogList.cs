using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

/// <summary>What the lists of the catalog have in common: a code, and views of what is active, of what is not, and of all.</summary>
public abstract class CatalogList<TRow>(IStringLocalizer<CatalogPages> t) : ListDefinition<TRow>
{
    public override string SearchHint => T["Code"];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("active", t["View.Active"]), new("inactive", t["View.Inactive"]), new("all", t["View.All"])];

    protected static string Language => CultureInfo.CurrentUICulture.Name;

    protected IStringLocalizer<CatalogPages> T => t;

    protected static bool? ActiveOf(ListQuery query) => query.View switch { "all" => null, "inactive" => false, _ => true };

    protected Status StateOf(bool isActive) => isActive ? new Status(T["Active"], Tone.Ok) : new Status(T["Inactive"], Tone.Neutral);

    protected Filter CompanyOf(CompanyChoices companies) => new ChoiceFilter("entity", T["Entity"], CompanyChoices.FilterOptions(companies.Loaded));
}
