using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Companies;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Interventions.Planning;

public sealed class VisitList(ListVisits list, CompanyChoices companies, IStringLocalizer<PlanningPages> t, IStringLocalizer<InterventionsText> texts) : ListDefinition<ListVisits.Row>
{
    public override string Name => "visits";

    public override string SearchHint => t["SearchVisits"];

    public override IReadOnlyList<Column<ListVisits.Row>> Columns { get; } =
    [
        new("number", t["Number"], r => r.Number) { Sorts = true },
        new("start", t["Start"], r => Formats.Current.DateTime(r.Local)) { Kind = ColumnKind.DateTime, Sorts = true },
        new("minutes", t["Duration"], r => (decimal)r.Minutes) { Kind = ColumnKind.Quantity },
        new("client", t["Client"], r => r.Client),
        new("title", t["Request"], r => r.Title),
        new("technician", t["Technician"], r => r.Technician),
        new("status", t["State"], r => PlanningWords.Of(r.Status, texts)),
        new("entity", t["Company"], r => r.LegalEntity) { Hidden = true },
    ];

    public override IReadOnlyList<Filter> Filters =>
    [
        new ChoiceFilter("status", t["State"], [.. Enum.GetValues<VisitStatus>().Select(s => (s.ToString(), texts[$"VisitStatus.{s}"].Value))]),
        new ChoiceFilter("entity", t["Company"], CompanyChoices.FilterOptions(companies.Loaded)),
        new DateFilter("from", t["From"]),
        new DateFilter("to", t["To"]),
        new LinkedFilter("job", t["Job"], _ => t["OneJob"]),
        new LinkedFilter("contract", t["Contract"], _ => t["OneContract"]),
    ];

    public override IReadOnlyList<ListView> Views { get; } =
        [new("ahead", t["ViewAhead"]), new("today", t["Today"]), new("unconfirmed", t["ViewUnconfirmed"]), new("forgotten", t["ViewForgotten"]), new("mine", t["ViewMine"]), new("all", t["ViewAll"])];

    public override object KeyOf(ListVisits.Row row) => row.Id;

    public override string HrefOf(ListVisits.Row row) => $"/visits/{row.Id}";

    public override async Task<Result<ListPage<ListVisits.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        await companies.EntitiesAsync(ct);
        var result = await list.RunAsync(Of(query), ct);
        return result.TryGet(out var page) ? (ListPage<ListVisits.Row>)page : Result<ListPage<ListVisits.Row>>.Refused(result.Refusals);
    }

    /// <summary>What the list asks of its use case.</summary>
    public static ListVisits.Input Of(ListQuery query)
    {
        var choice = query.View switch
        {
            "all" => ListVisits.Choice.All,
            "today" => ListVisits.Choice.Today,
            "unconfirmed" => ListVisits.Choice.Unconfirmed,
            "forgotten" => ListVisits.Choice.Forgotten,
            "mine" => ListVisits.Choice.Mine,
            _ => ListVisits.Choice.Ahead,
        };
        return new ListVisits.Input(
            query.Paging, choice, query.Search, query.Choice<VisitStatus>("status"), query.Id("entity"), query.Id("client"), query.Id("request"), query.Date("from"), query.Date("to"),
            query.Id("job"), query.Id("contract"));
    }
}
