using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Interventions.Planning;

public sealed partial class PlanDialog(FindFreeSlots slots, PlanVisit plan, Toasts toasts, TimeProvider clock, IStringLocalizer<PlanningPages> T)
{
    private ListUnplanned.Row? loaded;
    private FindFreeSlots.Found? found;
    private Result? refused;
    private int searches;
    private int? wanted;
    private DateOnly? first;
    private DateOnly? last;
    private string who = "";
    private bool inSector = true;
    private bool withSkill = true;
    private bool confirm = true;
    private bool notify;
    private DateOnly? day;
    private string? time = "09:00";
    private decimal? minutes;
    private long? technician;
    private RecurrenceUnit? unit;
    private decimal? every = 1;
    private decimal? count;
    private DateOnly? until;

    [Parameter]
    public ListUnplanned.Row? Request { get; set; }

    [Parameter, EditorRequired]
    public LegalEntity Entity { get; set; } = default!;

    [Parameter, EditorRequired]
    public ShowPlanners.Shown Planners { get; set; } = default!;

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Parameter]
    public EventCallback OnPlanned { get; set; }

    private IReadOnlyList<(long Id, string Name)> Technicians => [.. Planners.People.Where(p => p.LegalEntityId == Entity.Id).Select(p => (p.UserId, p.Name))];

    protected override async Task OnParametersSetAsync()
    {
        if (Request?.Id == loaded?.Id)
        {
            return;
        }

        loaded = Request;
        if (Request is null)
        {
            return;
        }

        (found, refused, wanted, minutes, unit) = (null, null, Request.Minutes, Request.Minutes, null);
        var isLate = Request.WantedTo < Entity.Today(clock);
        (first, last, technician) = (isLate ? null : Request.WantedFrom, isLate ? null : Request.WantedTo, Request.TechnicianId);
        who = Request.TechnicianId is { } one ? $"p{one}" : "";
        day = Request.WantedFrom is { } asked && asked > Entity.Today(clock) ? asked : Entity.Today(clock).AddDays(1);
        await SearchAsync(() => { });
    }

    private async Task SearchAsync(Action change)
    {
        change();
        long? Id(char kind) => who.Length > 1 && who[0] == kind && long.TryParse(who.AsSpan(1), CultureInfo.InvariantCulture, out var id) ? id : null;
        var asked = ++searches;
        var result = await slots.RunAsync(new(Request!.Id, wanted, first, last, Id('p'), Id('t'), inSector, withSkill), default);
        if (asked == searches)
        {
            refused = result.Succeeded ? null : result;
            result.TryGet(out found);
        }
    }

    /// <summary>Refused where somebody was faster; the list is looked up anew then.</summary>
    private async Task<Result> BookAsync(FreeSlot slot)
    {
        var result = await RunAsync(new(Request!.Id, slot.UserId, slot.StartsAt, slot.EndsAt, null, confirm, Request.Version, MustBeFree: true, Notify: notify));
        if (!result.Succeeded)
        {
            await SearchAsync(() => { });
        }

        return result;
    }

    private async Task<Result> PlanAsync()
    {
        if (day is not { } on || VisitFields.ReadTime(time) is not { } from)
        {
            return Refusal.Invalid("Common.Required").On(day is null ? "Day" : "From");
        }

        var (startsAt, endsAt) = VisitTimes.Of(Entity, on, from, VisitFields.ReadMinutes(minutes));
        var repeat = unit is { } step
            ? new Recurrence(step, (int)Math.Clamp(every ?? 0, 0, 1000), [], count is { } times ? (int)Math.Clamp(times, 0, 1000) : null, until) : null;
        return await RunAsync(new(Request!.Id, technician, startsAt, endsAt, null, confirm, Request.Version, Repeat: repeat, Notify: notify));
    }

    private async Task<Result> RunAsync(PlanVisit.Input input)
    {
        var result = await plan.RunAsync(input, default);
        if (result.TryGet(out var planned))
        {
            toasts.Say(T["Planned", planned.Number, planned.Visits]);
            if (planned.Conflicts.Count > 0)
            {
                toasts.Say(PlanningWords.Conflicts(planned.Conflicts, T), Tone.Warning);
            }

            PlanningWords.Say(planned.Told, toasts, T);

            await OnPlanned.InvokeAsync();
        }

        return result;
    }

    private static int? Number(ChangeEventArgs e) => int.TryParse(e.Value?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;

}
