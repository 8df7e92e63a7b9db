using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Fields;
using Portal.Web.Kit.Lists;
using static Portal.Business.Interventions.UseCases.FindForRequestFilter;

namespace Portal.Web.Interventions.Requests;

/// <summary>What the list of requests can be narrowed to, and what that asks of its use case.</summary>
public sealed class RequestFilters(
    FindForRequestFilter find, ICurrentUser user, IStringLocalizer<InterventionsPages> t, IStringLocalizer<InterventionsText> texts, IStringLocalizer<KitText> kit)
{
    public IReadOnlyList<Filter> All { get; } =
    [
        new ChoiceFilter("status", t["Status"], [.. Enum.GetValues<RequestStatus>().Select(s => (s.ToString(), texts[$"RequestStatus.{s}"].Value))]) { Many = true },
        new ChoiceFilter("priority", t["Priority"], [.. Enum.GetValues<RequestPriority>().Reverse().Select(p => (p.ToString(), texts[$"RequestPriority.{p}"].Value))]) { Many = true },
        Picker(find, "client", t["Client"], Subject.Client),
        Picker(find, "technician", t["Technician"], Subject.Technician),
        new PeriodFilter("wanted", t["WantedPeriod"], name => kit[$"Period.{name}"]),
        Picker(find, "sector", t["Sector"], Subject.Sector) with { Secondary = true },
        Picker(find, "team", t["Team"], Subject.Team) with { Secondary = true },
        Picker(find, "job", t["Job"], Subject.Job) with { Secondary = true },
        .. MayFind(user, Subject.Contract) ? [Picker(find, "contract", t["Contract"], Subject.Contract) with { Secondary = true }] : Array.Empty<Filter>(),
        Picker(find, "equipment", t["Equipment"], Subject.Equipment) with { Secondary = true },
        new LinkedFilter("label", t["Label"], value => value),
    ];

    public static ListRequests.Input Of(ListQuery query, DateOnly today)
    {
        var statuses = query.Choices<RequestStatus>("status");
        IReadOnlyList<RequestStatus>? ofView = query.View switch
        {
            "toplan" => [RequestStatus.ToPlan, RequestStatus.PartlyPlanned],
            null or "open" or "mine" => ListRequests.Open,
            _ => null,
        };
        var (from, to) = query.Period("wanted")?.Days(today, 1) ?? (null, null);
        return new ListRequests.Input(
            query.Paging, query.Search, statuses.Count > 0 ? statuses : ofView, query.Choices<RequestPriority>("priority"), query.Id("client"), query.Id("job"), query.Id("technician"),
            query.Id("team"), query.Id("sector"), query.Id("equipment"), query.Filter("label"), from, to, Mine: query.View == "mine",
            ContractId: query.Id("contract"));
    }

    private static PickerFilter Picker(FindForRequestFilter find, string key, string label, Subject subject) => new(
        key, label,
        async (request, ct) => (await find.RunAsync(new Input(subject, request.Text, null, request.Skip, request.Take), ct)).TryGet(out var found)
            ? [.. found.Select(f => new Choice<string>(f.Value, f.Text, f.Detail))]
            : [],
        async (value, ct) => (await find.RunAsync(new Input(subject, Value: value, Take: 1), ct)).TryGet(out var found) && found is [var known, ..] ? known.Text : null);
}
