using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Payments;

public sealed class PaymentList(ListPayments list, IStringLocalizer<PaymentsPages> t, IStringLocalizer<PaymentsText> texts) : ListDefinition<ListPayments.Row>
{
    public override string Name => "payments";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListPayments.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number) { Sorts = true },
        new("receivedOn", t["ReceivedOn"], r => r.ReceivedOn) { Kind = ColumnKind.Date, Sorts = true },
        new("payer", t["Payer"], r => r.Payer),
        new("method", t["Method"], r => texts[$"PaymentMethod.{r.Method}"].Value),
        new("reference", t["Reference"], r => r.Reference),
        new("amount", t["Amount"], r => r.Amount) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
        new("unallocated", t["Credit"], r => r.Unallocated == 0 ? null : r.Unallocated) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
        new("state", t["Status"], r => PaymentStatus.Of(r.State, r.Attention, r.Unallocated, texts, t)),
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("method", t["Method"], [.. Enum.GetValues<PaymentMethod>().Select(m => (m.ToString(), texts[$"PaymentMethod.{m}"].Value))]),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
        new LinkedFilter("job", t["Job"], _ => t["ThisJob"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("all", t["All"]), new("attention", t["NeedsAttention"]), new("credit", t["WithCredit"]), new("reversed", t["ReversedOnes"])];

    public override object KeyOf(ListPayments.Row row) => row.Id;

    public override string HrefOf(ListPayments.Row row) => $"/payments/{row.Id}";

    public override async Task<Result<ListPage<ListPayments.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(
            new(query.Paging, query.Search, query.Id("client"), query.Choice<PaymentMethod>("method"), query.View == "reversed" ? PaymentState.Reversed : null,
                query.Date("from"), query.Date("to"), query.View == "credit", query.View == "attention",
                query.Id("job")),
            ct);
        return result.TryGet(out var listed)
            ? new ListPage<ListPayments.Row>(listed.Page.Rows, listed.Page.Total, new Dictionary<string, string>
            {
                ["amount"] = string.Join('\n', listed.Sums.Select(s => Formats.Current.Amount(s.Received, s.Currency))),
                ["unallocated"] = string.Join('\n', listed.Sums.Where(s => s.Unallocated != 0).Select(s => Formats.Current.Amount(s.Unallocated, s.Currency))),
            })
            : Result<ListPage<ListPayments.Row>>.Refused(result.Refusals);
    }
}

public sealed class OnlinePaymentList(ListOnlinePayments list, IStringLocalizer<PaymentsPages> t, IStringLocalizer<PaymentsText> texts)
    : ListDefinition<ListOnlinePayments.Row>
{
    public override string Name => "online-payments";

    public override IReadOnlyList<Column<ListOnlinePayments.Row>> Columns { get; } =
    [
        new("startedAt", t["StartedAt"], r => r.StartedAt) { Kind = ColumnKind.DateTime },
        new("payer", t["Payer"], r => r.Payer),
        new("invoice", t["Invoice"], r => r.InvoiceNumbers),
        new("amount", t["Amount"], r => r.Amount) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("provider", t["Provider"], r => r.Provider),
        new("reference", t["Reference"], r => r.Reference) { Hidden = true },
        new("state", t["Status"], r => PaymentStatus.Of(r.State, texts)),
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("state", t["Status"], [.. Enum.GetValues<OnlinePaymentState>().Select(s => (s.ToString(), texts[$"OnlinePaymentState.{s}"].Value))]),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("all", t["All"]), new("open", t["NotKnownYet"])];

    public override object KeyOf(ListOnlinePayments.Row row) => row.Id;

    public override string HrefOf(ListOnlinePayments.Row row) => row.PaymentId is { } id ? $"/payments/{id}" : $"/invoices/{row.InvoiceId}";

    public override async Task<Result<ListPage<ListOnlinePayments.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        return Shown(await list.RunAsync(new(query.Paging, query.Choice<OnlinePaymentState>("state"), query.View == "open"), ct));
    }
}
