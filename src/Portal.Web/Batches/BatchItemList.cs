using Microsoft.Extensions.Localization;
using Portal.Business.Batches;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Batches;

/// <summary>What came of each invoice of one batch.</summary>
public sealed class BatchItemList(
    ListBatchItems list, RefusalTexts refusals, IStringLocalizer<BatchesPages> t, IStringLocalizer<BatchesText> texts) : ListDefinition<ListBatchItems.Row>
{
    public const string BatchFilter = "batch";

    public override string Name => "batch-items";

    public override IReadOnlyList<Column<ListBatchItems.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number),
        new("client", t["Client"], r => r.ClientName),
        new("total", t["Total"], r => r.Kind == InvoiceKind.CreditNote ? -r.Total : r.Total) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("state", t["State"], r => BatchWords.Of(r.State, texts)),
        new("reasons", t["Reasons"], r => string.Join(' ', r.Reasons.Select(refusals.Say))) { Wraps = true },
        new("finished", t["FinishedAt"], r => r.FinishedAt) { Kind = ColumnKind.DateTime, Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("state", t["State"], [.. Enum.GetValues<BatchItemState>().Select(s => (s.ToString(), texts[$"State.{s}"].Value))]),
        new LinkedFilter(BatchFilter, t["Batch"], value => value),
    ];

    public override object KeyOf(ListBatchItems.Row row) => row.InvoiceId;

    public override string HrefOf(ListBatchItems.Row row) => $"/invoices/{row.InvoiceId}";

    public override async Task<Result<ListPage<ListBatchItems.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        return Shown(await list.RunAsync(new ListBatchItems.Input(query.Id(BatchFilter) ?? 0, query.Paging, query.Choice<BatchItemState>("state")), ct));
    }
}
