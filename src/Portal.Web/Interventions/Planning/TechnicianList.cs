using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions.UseCases.Settings;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Interventions.Planning;

public sealed class TechnicianList(ListTechnicians list, CompanyChoices companies, IStringLocalizer<PlanningPages> t) : ListDefinition<ListTechnicians.Row>
{
    public override string Name => "technicians";

    public override string SearchHint => t["Name"];

    public override IReadOnlyList<Column<ListTechnicians.Row>> Columns { get; } =
    [
        new("name", t["Name"], r => r.Name) { Sorts = true },
        new("email", t["Email"], r => r.Email),
        new("entity", t["Company"], r => r.LegalEntity),
        new("team", t["Team"], r => r.Team),
        new("cost", t["HourlyCost"], r => r.HourlyCost) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("state", t["State"], r => r.IsActive ? new Status(t["Active"], Tone.Ok) : new Status(t["Inactive"], Tone.Neutral)),
    ];

    public override IReadOnlyList<Filter> Filters => [new ChoiceFilter("entity", t["Company"], CompanyChoices.FilterOptions(companies.Loaded))];

    public override IReadOnlyList<ListView> Views { get; } = [new("active", t["Active"]), new("inactive", t["Inactive"]), new("all", t["All"])];

    public override object KeyOf(ListTechnicians.Row row) => row.Id;

    public override string HrefOf(ListTechnicians.Row row) => $"/settings/technicians/{row.Id}";

    public override async Task<Result<ListPage<ListTechnicians.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        bool? active = query.View switch { "all" => null, "inactive" => false, _ => true };
        var result = await list.RunAsync(new(query.Search, query.Id("entity"), active, query.Paging), ct);
        return result.TryGet(out var page) ? (ListPage<ListTechnicians.Row>)page : Result<ListPage<ListTechnicians.Row>>.Refused(result.Refusals);
    }
}
