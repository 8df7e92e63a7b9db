using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Payments;
using Portal.Business.Payments.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Payments;

public sealed class RefundList(ListRefunds list, IStringLocalizer<PaymentsPages> t, IStringLocalizer<PaymentsText> texts) : ListDefinition<ListRefunds.Row>
{
    public override string Name => "refunds";

    public override IReadOnlyList<Column<ListRefunds.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number),
        new("refundedOn", t["RefundedOn"], r => r.RefundedOn) { Kind = ColumnKind.Date },
        new("client", t["Client"], r => r.Client),
        new("method", t["Method"], r => texts[$"PaymentMethod.{r.Method}"].Value),
        new("reference", t["Reference"], r => r.Reference),
        new("amount", t["Amount"], r => r.Amount) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("state", t["Status"], r => r.IsReversed ? new Status(t["Undone"], Tone.Neutral, Icons.Undo) : new Status(t["RefundMade"], Tone.Ok)),
    ];

    public override IReadOnlyList<Filter> Filters { get; } = [new DateFilter("from", t["From"]), new DateFilter("to", t["To"])];

    public override object KeyOf(ListRefunds.Row row) => row.Id;

    public override string HrefOf(ListRefunds.Row row) => $"/payments/refunds/{row.Id}";

    public override async Task<Result<ListPage<ListRefunds.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(new(query.Paging, query.Id("client"), query.Date("from"), query.Date("to")), ct);
        return result.TryGet(out var listed)
            ? new ListPage<ListRefunds.Row>(listed.Page.Rows, listed.Page.Total, new Dictionary<string, string>
            {
                ["amount"] = string.Join('\n', listed.Sums.Select(s => Formats.Current.Amount(s.Amount, s.Currency))),
            })
            : Result<ListPage<ListRefunds.Row>>.Refused(result.Refusals);
    }
}
