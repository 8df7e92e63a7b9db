using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.JobFolders;

public sealed class JobList(ListJobs list, IStringLocalizer<JobFoldersPages> t, IStringLocalizer<JobFoldersText> texts) : ListDefinition<ListJobs.Row>
{
    public override string Name => "jobs";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListJobs.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number) { Sorts = true },
        new("client", t["Client"], r => r.ClientName),
        new("name", t["Name"], r => r.Name),
        new("status", t["Status"], r => JobWords.Of(r.Status, texts)),
        new("due", t["DueOn"], r => r.DueOn) { Kind = ColumnKind.Date, Sorts = true },
        new("ordered", t["Ordered"], r => r.Ordered) { Kind = ColumnKind.Amount, Sorts = true, Currency = r => r.Currency },
        new("toinvoice", t["ToInvoice"], r => r.ToInvoice) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("po", t["PurchaseOrder"], r => r.PurchaseOrder) { Hidden = true },
        new("responsible", t["Responsible"], r => r.Responsible) { Hidden = true },
        new("created", t["Created"], r => r.CreatedAt) { Kind = ColumnKind.DateTime, Sorts = true, Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("status", t["Status"], [.. Enum.GetValues<JobStatus>().Select(s => (s.ToString(), texts[$"Status.{s}"].Value))]),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
    [
        new("open", t["ViewOpen"]), new("toinvoice", t["ViewToInvoice"]), new("mine", t["ViewMine"]), new("all", t["ViewAll"]),
    ];

    public override object KeyOf(ListJobs.Row row) => row.Id;

    public override string HrefOf(ListJobs.Row row) => $"/jobs/{row.Id}";

    public override async Task<Result<ListPage<ListJobs.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(
            new ListJobs.Input(
                query.Paging, query.Search, query.Choice<JobStatus>("status"), Open: query.View is null or "open" && query.Id("client") is null,
                ToInvoice: query.View == "toinvoice", ClientId: query.Id("client"), Mine: query.View == "mine", From: query.Date("from"), To: query.Date("to")),
            ct);
        return result.TryGet(out var page) ? new ListPage<ListJobs.Row>(page.Rows, page.Total) : Result<ListPage<ListJobs.Row>>.Refused(result.Refusals);
    }
}
