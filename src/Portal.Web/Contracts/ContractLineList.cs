using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts;

public sealed class ContractLineList(ListContractLines list, ContractPayers payers, IStringLocalizer<ContractsPages> t, IStringLocalizer<ContractsText> texts) : ListDefinition<ListContractLines.Row>
{
    public override string Name => "contract-lines";

    public override string SearchHint => t["SearchHintLines"];

    public override IReadOnlyList<Column<ListContractLines.Row>> Columns { get; } =
    [
        new("reference", t["Contract"], r => r.Reference) { Sorts = true },
        new("client", t["Client"], r => r.Client) { Sorts = true },
        new("description", t["Description"], r => r.Description) { Sorts = true },
        new("status", t["LineStatus"], r => ContractWords.Of(r.Status, texts)),
        new("billing", t["BillingType"], r => ContractWords.Billing(r.Frequency, r.Timing, texts)) { Hidden = true },
        new("starts", t["StartsOn"], r => r.StartsOn) { Kind = ColumnKind.Date },
        new("ends", t["EndsOn"], r => r.EndsOn) { Kind = ColumnKind.Date },
        new("visits", t["Visits"], r => r.Visits == 0 ? "" : t[r.Visits == 1 ? "VisitIn" : "VisitsIn", r.Visits, string.Join(", ", r.Months.Order().Select(ContractWords.Month))].Value),
        new("site", t["Site"], r => r.Site) { Hidden = true },
        new("indexable", t["IsIndexable"], r => t[r.IsIndexable ? "Yes" : "No"].Value) { Hidden = true },
        new("quantity", t["AnnualQuantity"], r => r.AnnualQuantity) { Kind = ColumnKind.Quantity },
        new("price", t["UnitPrice"], r => r.UnitPrice) { Kind = ColumnKind.UnitPrice, Sorts = true },
        new("annual", t["AnnualNet"], r => r.AnnualNet) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("status", t["LineStatus"], [.. ContractWords.Options<ContractLineStatus>(texts).Select(o => (o.Value.ToString(), o.Text))]),
        new ChoiceFilter("frequency", t["BillingType"], [.. ContractWords.Options<BillingFrequency>(texts).Select(o => (o.Value.ToString(), o.Text))]),
        new ChoiceFilter("indexable", t["IsIndexable"], [("yes", t["Yes"]), ("no", t["No"])]),
        new PickerFilter("payer", t["Payer"], payers.FindAsync, payers.NameAsync) { Secondary = true },
        new LinkedFilter("client", t["Client"], _ => t["ThisClient"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("running", t["ViewRunning"]), new("all", t["ViewAll"])];

    public override object KeyOf(ListContractLines.Row row) => row.Id;

    public override string HrefOf(ListContractLines.Row row) => $"/contracts/{row.ContractId}#lines";

    public override async Task<Result<ListPage<ListContractLines.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(
            new ListContractLines.Input(
                query.Paging, query.Search, query.Choice<ContractLineStatus>("status"), (query.View is null or "running") && query.Filter("status") is null, query.Id("client"),
                query.Choice<BillingFrequency>("frequency"), query.Filter("indexable") switch { "yes" => true, "no" => false, _ => null }, query.Id("payer")),
            ct);
        return result.TryGet(out var found)
            ? new ListPage<ListContractLines.Row>(
                found.Page.Rows, found.Page.Total,
                new Dictionary<string, string> { ["annual"] = string.Join('\n', found.Totals.Select(x => Formats.Current.Amount(x.AnnualNet, x.Currency))) })
            : Result<ListPage<ListContractLines.Row>>.Refused(result.Refusals);
    }
}
