using Microsoft.Extensions.Localization;
using Portal.Business.Batches;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Batches;

/// <summary>What came of each visit of one batch.</summary>
public sealed class BatchVisitList(
    ListBatchVisits list, RefusalTexts refusals, IStringLocalizer<BatchesPages> t, IStringLocalizer<BatchesText> texts) : ListDefinition<ListBatchVisits.Row>
{
    public override string Name => "batch-visits";

    public override IReadOnlyList<Column<ListBatchVisits.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number),
        new("client", t["Client"], r => r.ClientName),
        new("start", t["Start.Visit"], r => Formats.Current.DateTime(r.Local)) { Kind = ColumnKind.DateTime },
        new("state", t["State"], r => BatchWords.Of(r.State, texts)),
        new("reasons", t["Reasons"], r => string.Join(' ', r.Reasons.Select(refusals.Say))) { Wraps = true },
        new("finished", t["FinishedAt"], r => r.FinishedAt) { Kind = ColumnKind.DateTime, Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("state", t["State"], [.. Enum.GetValues<BatchItemState>().Select(s => (s.ToString(), texts[$"State.{s}"].Value))]),
        new LinkedFilter(BatchItemList.BatchFilter, t["Batch"], value => value),
    ];

    public override object KeyOf(ListBatchVisits.Row row) => row.VisitId;

    public override string HrefOf(ListBatchVisits.Row row) => $"/visits/{row.VisitId}";

    public override async Task<Result<ListPage<ListBatchVisits.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        return Shown(await list.RunAsync(new ListBatchVisits.Input(query.Id(BatchItemList.BatchFilter) ?? 0, query.Paging, query.Choice<BatchItemState>("state")), ct));
    }
}
