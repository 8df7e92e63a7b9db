using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Contracts.Approvals;
using Portal.Business.Contracts.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Contracts;

public sealed class ContractList(ListContracts list, ContractPayers payers, IStringLocalizer<ContractsPages> t, IStringLocalizer<ContractsText> texts) : ListDefinition<ListContracts.Row>
{
    private static readonly int[] RenewalDays = [30, 60, 90, 180];

    public override string Name => "contracts";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListContracts.Row>> Columns { get; } =
    [
        new("reference", t["Reference"], r => r.Reference) { Sorts = true },
        new("client", t["Client"], r => r.Client) { Sorts = true },
        new("payer", t["Payer"], r => r.Payer) { Hidden = true },
        new("title", t["Title"], r => r.Title),
        new("status", t["Status"], r => (r.Status == ContractStatus.Draft ? ContractWords.Of(r.Answer, texts) : null) ?? ContractWords.Of(r.Status, texts)),
        new("answer", t["ClientAnswer"], r => ContractWords.Of(r.Answer, texts)) { Hidden = true },
        new("kind", t["Kind"], r => texts[$"ContractKind.{r.Kind}"].Value) { Hidden = true },
        new("billing", t["BillingType"], r => ContractWords.Billing(r.Frequency, r.Timing, texts)),
        new("starts", t["StartsOn"], r => r.StartsOn) { Kind = ColumnKind.Date, Sorts = true },
        new("ends", t["EndsOn"], r => r.EndsOn) { Kind = ColumnKind.Date, Hidden = true },
        new("next", t["NextInvoice"], r => r.NextInvoiceOn is { } on ? on : ContractWords.Of(r.Next, t)) { Kind = ColumnKind.Date, Sorts = true },
        new("annual", t["AnnualNet"], r => r.AnnualNet) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("status", t["Status"], [.. ContractWords.Options<ContractStatus>(texts).Select(o => (o.Value.ToString(), o.Text))]),
        new ChoiceFilter(
            "answer", t["ClientAnswer"],
            [.. new[] { ContractAnswerState.Waiting, ContractAnswerState.OutOfTime }.Select(a => (a.ToString(), texts[$"ContractAnswerState.{a}"].Value))]),
        new ChoiceFilter("frequency", t["BillingType"], [.. ContractWords.Options<BillingFrequency>(texts).Select(o => (o.Value.ToString(), o.Text))]),
        new ChoiceFilter("timing", t["Timing"], [.. ContractWords.Options<BillingTiming>(texts).Select(o => (o.Value.ToString(), o.Text))]) { Secondary = true },
        new ChoiceFilter("kind", t["Kind"], [.. ContractWords.Options<ContractKind>(texts).Select(o => (o.Value.ToString(), o.Text))]) { Secondary = true },
        new ChoiceFilter("renewal", t["RenewalToCome"], [.. RenewalDays.Select(d => (d.ToString(CultureInfo.InvariantCulture), t["WithinDays", d].Value))]),
        new DateFilter("next", t["NextUntil"]) { Secondary = true },
        new PickerFilter("payer", t["Payer"], payers.FindAsync, payers.NameAsync) { Secondary = true },
        new LinkedFilter("client", t["Client"], _ => t["ThisClient"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("running", t["ViewRunning"]), new("all", t["ViewAll"])];

    public override object KeyOf(ListContracts.Row row) => row.Id;

    public override string HrefOf(ListContracts.Row row) => $"/contracts/{row.Id}";

    public override async Task<Result<ListPage<ListContracts.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(
            new ListContracts.Input(
                query.Paging, query.Search, query.Choice<ContractStatus>("status"), query.View is null or "running" && query.Id("client") is null, query.Id("client"),
                query.Choice<BillingFrequency>("frequency"), query.Choice<BillingTiming>("timing"), query.Choice<ContractKind>("kind"), query.Date("next"), query.Id("payer"),
                int.TryParse(query.Filter("renewal"), NumberStyles.None, CultureInfo.InvariantCulture, out var within) ? within : null,
                query.Choice<ContractAnswerState>("answer")),
            ct);
        return result.TryGet(out var found)
            ? new ListPage<ListContracts.Row>(
                found.Page.Rows, found.Page.Total,
                new Dictionary<string, string> { ["annual"] = string.Join('\n', found.Totals.Select(x => Formats.Current.Amount(x.AnnualNet, x.Currency))) })
            : Result<ListPage<ListContracts.Row>>.Refused(result.Refusals);
    }
}
