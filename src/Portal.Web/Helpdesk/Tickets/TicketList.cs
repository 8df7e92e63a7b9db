using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.UseCases;
using Portal.Business.Interventions;
using Portal.Web.Interventions.Requests;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Helpdesk.Tickets;

/// <summary>The tickets; the list opens on those that are not over.</summary>
public sealed class TicketList(
    ListTickets list, FindTicketLabels labels, IStringLocalizer<HelpdeskPages> t, IStringLocalizer<HelpdeskText> texts, IStringLocalizer<InterventionsText> words) : ListDefinition<ListTickets.Row>
{
    public override string Name => "tickets";

    public override string SearchHint => t["TicketSearchHint"];

    public override IReadOnlyList<Column<ListTickets.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number) { Sorts = true },
        new("title", t["Title"], r => r.Title),
        new("client", t["Client"], r => r.ClientName),
        new("status", t["Status"], r => r.IsOverdue ? new Status(t["Late", TicketWords.Of(r.Status, r.Stage, texts).Word], Tone.Refused) : TicketWords.Of(r.Status, r.Stage, texts)),
        new("priority", t["Priority"], r => RequestWords.Of(r.Priority, words)),
        new("assignee", t["Assignee"], r => r.Assignee),
        new("labels", t["Labels"], r => string.Join(", ", r.Labels)),
        new("team", t["Team"], r => r.Team) { Hidden = true },
        new("changed", t["ChangedAt"], r => r.ChangedAt) { Kind = ColumnKind.DateTime, Sorts = true },
        new("created", t["CreatedAt"], r => r.CreatedAt) { Kind = ColumnKind.DateTime, Sorts = true, Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("status", t["Status"], [.. Enum.GetValues<TicketStatus>().Select(s => (s.ToString(), texts[$"Status.{s}"].Value))]),
        new ChoiceFilter("priority", t["Priority"], [.. Enum.GetValues<RequestPriority>().Select(p => (p.ToString(), words[$"RequestPriority.{p}"].Value))]),
        new PickerFilter(
            "label", t["Label"],
            async (asked, ct) => (await labels.RunAsync(new(asked.Text, null, asked.Skip, asked.Take), ct)).TryGet(out var found) ? [.. found.Select(l => new Choice<string>(l.Key, l.Name, ""))] : [],
            async (value, ct) => (await labels.RunAsync(new(Key: value, Take: 1), ct)).TryGet(out var found) && found is [var known, ..] ? known.Name : null),
        new LinkedFilter("stage", t["Stage"], _ => t["OneStage"]),
        new LinkedFilter("client", t["Client"], _ => t["OneClient"]),
        new LinkedFilter("job", t["Job"], _ => t["OneJob"]),
        new LinkedFilter("hours", t["PrepaidHours"], _ => t["OneOrder"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("open", t["ViewOpen"]), new("mine", t["ViewMine"]), new("waiting", t["ViewWaiting"]), new("late", t["ViewLate"]), new("all", t["ViewAllTickets"])];

    public override object KeyOf(ListTickets.Row row) => row.Id;

    public override string HrefOf(ListTickets.Row row) => $"/tickets/{row.Id}";

    public override async Task<Result<ListPage<ListTickets.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var chosen = query.Choice<TicketStatus>("status");
        var linked = query.Id("client") ?? query.Id("job") ?? query.Id("hours") ?? query.Id("stage");
        IReadOnlyList<TicketStatus>? statuses = chosen is { } one ? [one]
            : query.View == "waiting" ? [TicketStatus.WaitingForClient]
            : query.View == "all" || (query.View is null && linked is not null) ? null
            : ListTickets.Open;
        var result = await list.RunAsync(
            new ListTickets.Input(
                query.Paging, query.Search, statuses, query.Choice<RequestPriority>("priority"), query.Id("client"), query.Id("job"), query.Id("hours"), query.View == "mine", query.View == "late",
                query.Filter("label"), query.Id("stage")),
            ct);
        return result.TryGet(out var page) ? (ListPage<ListTickets.Row>)page : Result<ListPage<ListTickets.Row>>.Refused(result.Refusals);
    }
}
