using Microsoft.Extensions.Localization;
using Portal.Business.Batches;
using Portal.Business.Batches.UseCases;
using Portal.Business.Common;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Batches;

/// <summary>One's own batches of invoices, or of visits.</summary>
public sealed class BatchList(ListBatches list, IStringLocalizer<BatchesPages> t, IStringLocalizer<BatchesText> texts) : ListDefinition<ShowBatch.View>
{
    public const string SubjectFilter = "subject";

    public override string Name => "batches";

    public override IReadOnlyList<Column<ShowBatch.View>> Columns { get; } =
    [
        new("kind", t["What"], b => texts[$"Kind.{b.Kind}"].Value),
        new("started", t["StartedAt"], b => b.StartedAt) { Kind = ColumnKind.DateTime },
        new("state", t["State"], b => BatchWords.Of(b, t)),
        new("total", t["HowMany"], b => b.Total) { Kind = ColumnKind.Count },
        new("done", t["Done"], b => b.Done) { Kind = ColumnKind.Count },
        new("refused", t["Refused"], b => b.Refused) { Kind = ColumnKind.Count },
        new("leftout", t["LeftOutItems"], b => b.LeftOut) { Kind = ColumnKind.Count, Hidden = true },
        new("finished", t["FinishedAt"], b => b.FinishedAt) { Kind = ColumnKind.DateTime, Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } = [new LinkedFilter(SubjectFilter, t["What"], value => value)];

    public override object KeyOf(ShowBatch.View row) => row.Id;

    public override string HrefOf(ShowBatch.View row) => $"{BatchWords.Root(row.Subject)}/batches/{row.Id}";

    public override async Task<Result<ListPage<ShowBatch.View>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        return Shown(await list.RunAsync(new ListBatches.Input(query.Paging, Subject: query.Choice<BatchSubject>(SubjectFilter) ?? BatchSubject.Invoice), ct));
    }
}
