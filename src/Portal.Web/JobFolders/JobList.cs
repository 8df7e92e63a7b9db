using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders;
using Portal.Business.JobFolders.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;
using Portal.Web.Kit.Lists;
using static Portal.Business.JobFolders.UseCases.FindForJobFilter;

namespace Portal.Web.JobFolders;

public sealed class JobList(ListJobs list, FindForJobFilter find, ICurrentUser user, IStringLocalizer<JobFoldersPages> t, IStringLocalizer<JobFoldersText> texts) : ListDefinition<ListJobs.Row>
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
        new("labels", t["Labels"], r => r.Labels) { Hidden = true },
        new("responsible", t["Responsible"], r => r.Responsible) { Hidden = true },
        new("created", t["Created"], r => r.CreatedAt) { Kind = ColumnKind.DateTime, Sorts = true, Hidden = true },
        .. user.Has(Permissions.JobsCosts) ? CostColumns(t) : [],
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("status", t["Status"], [.. Enum.GetValues<JobStatus>().Select(s => (s.ToString(), texts[$"Status.{s}"].Value))]),
        Picker(find, "client", t["Client"], Subject.Client),
        Picker(find, "responsible", t["Responsible"], Subject.Responsible),
        Picker(find, "label", t["Label"], Subject.Label),
        new DateFilter("due", t["DueUntil"]),
        new DateFilter("duefrom", t["DueFrom"]) { Secondary = true },
        Picker(find, "field", t["Field"], Subject.Field) with { Secondary = true },
        new DateFilter("from", t["From"]) { Secondary = true },
        new DateFilter("to", t["To"]) { Secondary = true },
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
                ToInvoice: query.View == "toinvoice", ClientId: query.Id("client"), Mine: query.View == "mine", From: query.Date("from"), To: query.Date("to"),
                ResponsibleId: query.Id("responsible"), Label: query.Filter("label"), Field: query.Filter("field"), DueFrom: query.Date("duefrom"), DueTo: query.Date("due")),
            ct);
        return result.TryGet(out var page) ? new ListPage<ListJobs.Row>(page.Rows, page.Total) : Result<ListPage<ListJobs.Row>>.Refused(result.Refusals);
    }

    private static IEnumerable<Column<ListJobs.Row>> CostColumns(IStringLocalizer<JobFoldersPages> t) =>
    [
        new("costcurrency", t["CostCurrency"], r => r.Costs?.Currency) { Hidden = true },
        new("cost", t["TotalCost"], r => r.Costs?.Total) { Kind = ColumnKind.Amount, Hidden = true, Currency = r => r.Costs?.Currency ?? r.Currency },
        new("margin", t["Margin"], r => r.Costs?.Margin) { Kind = ColumnKind.Amount, Hidden = true, Currency = r => r.Costs?.Currency ?? r.Currency },
        new("marginpercent", t["MarginPercent"], r => r.Costs?.Percent) { Kind = ColumnKind.Percent, Hidden = true },
    ];

    internal static PickerFilter Picker(FindForJobFilter find, string key, string label, Subject subject) => new(
        key, label,
        async (request, ct) => (await find.RunAsync(new Input(subject, request.Text, null, request.Skip, request.Take), ct)).TryGet(out var found)
            ? [.. found.Select(f => new Choice<string>(f.Value, f.Text, f.Detail))]
            : [],
        async (value, ct) => (await find.RunAsync(new Input(subject, Value: value, Take: 1), ct)).TryGet(out var found) && found is [var known, ..] ? known.Text : null);
}
