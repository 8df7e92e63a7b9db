using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.JobFolders.UseCases;
using Portal.Business.Timesheets;
using Portal.Business.Timesheets.UseCases;
using Portal.Web.JobFolders;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Timesheets;

public sealed class TimesheetList(ListTimeEntries list, FindForJobFilter find, IStringLocalizer<TimesheetsPages> t, IStringLocalizer<TimesheetsText> texts) : ListDefinition<ListTimeEntries.Row>
{
    public override string Name => "timesheets";

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<ListTimeEntries.Row>> Columns { get; } =
    [
        new("day", t["Day"], r => r.Day) { Kind = ColumnKind.Date, Sorts = true },
        new("person", t["Person"], r => r.Person),
        new("job", t["Job"], r => $"{r.JobNumber} · {r.JobName}"),
        new("client", t["Client"], r => r.ClientName),
        new("visit", t["Visit"], r => r.VisitNumber),
        new("ticket", t["Ticket"], r => r.TicketNumber),
        new("hours", t["Hours"], r => r.Hours) { Kind = ColumnKind.Quantity, Sorts = true },
        new("cost", t["Cost"], r => r.Cost) { Kind = ColumnKind.Amount, Currency = r => r.Currency },
        new("bill", t["ToInvoice"], r => t[r.IsUndecided ? "Undecided" : r.IsPrepaid ? "Prepaid" : r.IsBillable ? "Yes" : "No"].Value),
        new("state", t["State"], r => TimeWords.Of(r.State, r.Minutes is null, r.IsBilled, texts)),
        new("note", t["Note"], r => r.Note) { Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("state", t["State"], [.. Enum.GetValues<TimeEntryState>().Select(s => (s.ToString(), texts[$"State.{s}"].Value))]),
        JobList.Picker(find, "person", t["Person"], FindForJobFilter.Subject.Responsible),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
        new LinkedFilter("job", t["Job"], _ => t["OneJob"]),
        new LinkedFilter("visit", t["Visit"], _ => t["OneVisit"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("open", t["ViewOpen"]), new("bill", t["ViewToBill"]), new("decide", t["ViewToDecide"]), new("all", t["ViewAll"])];

    public override object KeyOf(ListTimeEntries.Row row) => row.Id;

    public override string HrefOf(ListTimeEntries.Row row) => row.VisitId is { } visit ? $"/visits/{visit}" : row.TicketId is { } ticket ? $"/tickets/{ticket}" : $"/jobs/{row.JobId}";

    public override async Task<Result<ListPage<ListTimeEntries.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var linked = query.Id("job") ?? query.Id("visit");
        var open = query.View == "open" || (query.View is null && linked is null && query.Choice<TimeEntryState>("state") is null);
        var result = await list.RunAsync(
            new ListTimeEntries.Input(
                query.Paging, query.Search, query.Id("job"), query.Id("visit"), query.Id("person"), query.Date("from"), query.Date("to"),
                open ? TimeEntryState.Open : query.Choice<TimeEntryState>("state"), query.View == "bill", query.View == "decide"),
            ct);
        return result.TryGet(out var found)
            ? new ListPage<ListTimeEntries.Row>(found.Rows, found.Total, Foot(found.Sums))
            : Result<ListPage<ListTimeEntries.Row>>.Refused(result.Refusals);
    }

    private Dictionary<string, string> Foot(IReadOnlyList<ListTimeEntries.Sum>? sums) => sums is null
        ? new() { ["day"] = t["TooManyToAddUp", ListTimeEntries.MostAddedUp] }
        : new()
        {
            ["hours"] = Formats.Current.Quantity(Math.Round(sums.Sum(s => s.Minutes) / 60m, 2, MidpointRounding.AwayFromZero)),
            ["cost"] = string.Join('\n', sums.Select(s => Formats.Current.Amount(s.Cost, s.Currency))),
        };
}
