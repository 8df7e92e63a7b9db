using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Interventions.Planning;

public sealed partial class VisitDialog(
    MoveVisit move, Toasts toasts, IStringLocalizer<PlanningPages> T, IStringLocalizer<InterventionsText> Texts)
{
    private readonly HashSet<long> crew = [];
    private ShowPlanning.Item? loaded;
    private DateOnly? day;
    private string? time;
    private decimal? minutes;
    private long? technician;
    private string? arrivalFrom;
    private string? arrivalTo;
    private VisitAsk? asked;
    private bool series;
    private bool notify;

    [Parameter]
    public ShowPlanning.Item? Item { get; set; }

    [Parameter, EditorRequired]
    public LegalEntity Entity { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowPlanners.Shown Planners { get; set; } = default!;

    [Parameter]
    public bool MayPlan { get; set; }

    /// <summary>On the page of the visit, which has the rest of its life itself.</summary>
    [Parameter]
    public bool OnPage { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private IReadOnlyList<(long Id, string Name)> Technicians => [.. Planners.People.Where(p => p.LegalEntityId == Entity.Id).Select(p => (p.UserId, p.Name))];

    protected override void OnParametersSet()
    {
        if (Item is null || Item == loaded)
        {
            loaded = Item;
            return;
        }

        loaded = Item;
        var local = VisitTimes.Local(Entity, Item.StartsAt, Item.EndsAt);
        (day, time, minutes, technician) = (local.Day, Text(Item.StartsAt), local.Minutes, Item.TechnicianId);
        (arrivalFrom, arrivalTo, series, notify, asked) = (Text(Item.ArrivalFrom), Text(Item.ArrivalTo), false, Item.Status == VisitStatus.Confirmed, null);
        crew.Clear();
        crew.UnionWith(Item.Crew);
    }

    private string? Text(DateTime? utc) => utc is { } at ? Entity.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>The arrival window goes along, by the clock on the wall: what the client hears must fit the visit.</summary>
    private void Retime(string? typed)
    {
        if (VisitFields.ReadTime(time) is { } before && VisitFields.ReadTime(typed) is { } now)
        {
            (arrivalFrom, arrivalTo) = (Later(arrivalFrom, now - before), Later(arrivalTo, now - before));
        }

        time = typed;
    }

    private static string? Later(string? text, TimeSpan by) => VisitFields.ReadTime(text)?.Add(by).ToString("HH:mm", CultureInfo.InvariantCulture) ?? text;

    private void TakeAlong(long id, bool wanted) => _ = wanted ? crew.Add(id) : crew.Remove(id);

    private async Task<Result> SaveAsync()
    {
        if (day is not { } on || VisitFields.ReadTime(time) is not { } from)
        {
            return Refusal.Invalid("Common.Required").On(day is null ? "Day" : "From");
        }

        var to = new VisitWish(technician, on, from, VisitFields.ReadMinutes(minutes), [.. crew], new(VisitFields.ReadTime(arrivalFrom), VisitFields.ReadTime(arrivalTo)));
        var result = await move.RunAsync(new(Item!.Id, Item.Version, to, series, notify && Item.Status == VisitStatus.Confirmed), default);
        if (result.TryGet(out var moved))
        {
            Say(moved);
        }

        return await LeaveAsync(result);
    }

    private void Say(MoveVisit.Moved moved)
    {
        if (moved.Conflicts.Count > 0)
        {
            toasts.Say(PlanningWords.Conflicts(moved.Conflicts, T), Tone.Warning);
        }

        PlanningWords.Say(moved.Told, toasts, T);
    }

    private Task AskedAsync()
    {
        asked = null;
        return OnChanged.InvokeAsync();
    }

    private async Task<Result> LeaveAsync(Result result)
    {
        if (result.Succeeded)
        {
            await OnChanged.InvokeAsync();
        }

        return result;
    }
}
