using Microsoft.Extensions.Localization;
using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Clients;

public sealed class ClientList(
    ListClients list, FindClientLabels labels, CompanyChoices companies, IStringLocalizer<ClientsPages> t, IStringLocalizer<CompaniesText> companyTexts)
    : ListDefinition<ListClients.Row>
{
    public override string Name => "clients";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListClients.Row>> Columns { get; } =
    [
        new("name", t["Name"], r => r.Name) { Sorts = true },
        new("city", t["City"], r => r.City) { Sorts = true },
        new("manager", t["BillingManager"], r => r.BillingManager),
        new("email", t["BillingEmail"], r => r.BillingEmail) { Hidden = true },
        new("phone", t["Phone"], r => r.Phone),
        new("labels", t["Labels"], r => string.Join(", ", r.Labels)),
        new("entity", t["ServedBy"], r => r.LegalEntity) { Sorts = true },
        new("language", t["Language"], r => companyTexts["Language." + r.Language].Value) { Sorts = true, Hidden = true },
        new("currency", t["Currency"], r => r.Currency) { Hidden = true },
        new("kind", t["Kind"], r => t["Kind." + r.Kind].Value) { Hidden = true },
        new("state", t["State"], r => StateOf(r.IsActive, t)),
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("entity", t["ServedBy"], CompanyChoices.FilterOptions(companies.Loaded)),
        new ChoiceFilter("language", t["Language"], companies.Languages),
        new PickerFilter(
            "label", t["Label"],
            async (asked, ct) => (await labels.RunAsync(new(asked.Text, null, asked.Skip, asked.Take), ct)).TryGet(out var found) ? [.. found.Select(l => new Choice<string>(l.Key, l.Name, ""))] : [],
            async (value, ct) => (await labels.RunAsync(new(Key: value, Take: 1), ct)).TryGet(out var found) && found is [var known, ..] ? known.Name : null),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("active", t["View.Active"]), new("inactive", t["View.Inactive"]), new("all", t["View.All"])];

    public static Status StateOf(bool active, IStringLocalizer<ClientsPages> t) =>
        active ? new Status(t["Active"], Tone.Ok) : new Status(t["Inactive"], Tone.Neutral);

    public override object KeyOf(ListClients.Row row) => row.Id;

    public override string HrefOf(ListClients.Row row) => $"/clients/{row.Id}";

    public override async Task<Result<ListPage<ListClients.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        return Shown(await list.RunAsync(new(FilterOf(query), query.Paging), ct));
    }

    public static ClientFilter FilterOf(ListQuery query) => new(
        query.Search, query.View switch { "all" => null, "inactive" => false, _ => true }, query.Id("entity"), query.Filter("language"), query.Filter("label"));
}
