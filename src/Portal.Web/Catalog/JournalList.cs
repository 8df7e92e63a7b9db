using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Catalog.UseCases;
using Portal.Business.Common;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Catalog;

public sealed class JournalList(ListJournals list, CompanyChoices companies, IStringLocalizer<CatalogPages> t) : ListDefinition<ListJournals.Row>
{
    public override string Name => "journals";

    public override string SearchHint => t["Code"];

    public override IReadOnlyList<Column<ListJournals.Row>> Columns { get; } =
    [
        new("code", t["Code"], r => r.Code) { Sorts = true },
        new("name", t["Name"], r => r.Name.In(Language)),
        new("kind", t["Kind"], r => t["JournalKind." + r.Kind].Value),
        new("entity", t["Entity"], r => r.LegalEntity),
        new("state", t["State"], r => r.IsActive ? new Status(t["Active"], Tone.Ok) : new Status(t["Inactive"], Tone.Neutral)),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("entity", t["Entity"], CompanyChoices.FilterOptions(companies.Loaded)),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("active", t["View.Active"]), new("inactive", t["View.Inactive"]), new("all", t["View.All"])];

    private static string Language => CultureInfo.CurrentUICulture.Name;

    public override object KeyOf(ListJournals.Row row) => row.Id;

    public override string HrefOf(ListJournals.Row row) => $"/settings/journals/{row.Id}";

    public override async Task<Result<ListPage<ListJournals.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        var result = await list.RunAsync(new(query.Search, query.Id("entity"), ActiveOf(query), query.Paging), ct);
        return result.TryGet(out var page) ? (ListPage<ListJournals.Row>)page : Result<ListPage<ListJournals.Row>>.Refused(result.Refusals);
    }

    private static bool? ActiveOf(ListQuery query) => query.View switch { "all" => null, "inactive" => false, _ => true };
}
