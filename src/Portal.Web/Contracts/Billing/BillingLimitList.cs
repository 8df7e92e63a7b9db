using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts.Billing;

/// <summary>The limits of single clients and contracts of one company, which the page chooses.</summary>
public sealed class BillingLimitList(ListBillingLimits list, CompanyChoices companies, IStringLocalizer<ContractBillingPages> t) : ListDefinition<ListBillingLimits.Row>
{
    private const string CompanyFilter = "company";

    public override string Name => "billing-limits";

    public override string SearchHint => t["Limits.SearchHint"];

    public override IReadOnlyList<Column<ListBillingLimits.Row>> Columns { get; } =
    [
        new("of", t["Limits.Of"], r => r.IsOfContract ? $"{t["Contract"]} {r.Reference}" : t["Client"].Value),
        new("client", t["Payer"], r => r.Client),
        new("change", t["LargestChange"], r => r.LargestChangePercent is { } percent ? Formats.Current.Percent(percent) : null),
        new("most", t["MostInvoices"], r => r.MostInvoicesPerDay) { Kind = ColumnKind.Count },
        new("held", t["HeldBack"], r => r.HeldBack == 0 ? null : new Status(r.HeldBack.ToString(Formats.Current.Culture), Tone.Warning)),
    ];

    /// <summary>Without it, the first company of all.</summary>
    public override IReadOnlyList<Filter> Filters { get; } = [new LinkedFilter(CompanyFilter, t["LegalEntity"], value => value)];

    public override IReadOnlyList<ListView> Views { get; } = [new("all", t["View.All"]), new("clients", t["View.Clients"]), new("contracts", t["View.Contracts"])];

    public static Dictionary<string, string> Of(long legalEntityId) => new() { [CompanyFilter] = legalEntityId.ToString(CultureInfo.InvariantCulture) };

    public override object KeyOf(ListBillingLimits.Row row) => (row.IsOfContract, row.Id);

    public override string? HrefOf(ListBillingLimits.Row row) => row.IsOfContract ? $"/contracts/{row.Id}/edit" : null;

    public override async Task<Result<ListPage<ListBillingLimits.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var entity = query.Id(CompanyFilter) ?? (await companies.EntitiesAsync(ct)).Select(e => e.Id).FirstOrDefault();
        var result = await list.RunAsync(new(query.Paging, entity, query.Search, query.View switch { "clients" => false, "contracts" => true, _ => null }), ct);
        return result.TryGet(out var page) ? (ListPage<ListBillingLimits.Row>)page : Result<ListPage<ListBillingLimits.Row>>.Refused(result.Refusals);
    }
}
