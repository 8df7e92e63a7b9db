using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;
using Portal.Web.Kit;

namespace Portal.Web.Interventions.Planning;

/// <summary>The calendar: loads the span that is seen, and carries out what was dragged.</summary>
public sealed partial class PlanningPage(
    ShowPlanners showPlanners, ShowPlanning show, ListUnplanned list, PlanningDrops drops, MoveVisit move, ICurrentUser user, IJSRuntime js, TimeProvider clock,
    PageAddress address, Toasts toasts, IStringLocalizer<PlanningPages> T) : IAsyncDisposable
{
    private ShowPlanners.Shown? planners;
    private PlanningState? state;
    private PlanningState? going;
    private PlanningModel? model;
    private LegalEntity entity = default!;
    private UnplannedList? unplanned;
    private ShowPlanning.Item? opened;
    private ListUnplanned.Row? planning;
    private ShowPlanning.Item? tell;
    private Result? result;
    private DateOnly today;
    private int turn;
    private string said = "";
    private string conflicts = "";
    private bool tooMany;
    private ElementReference frame;
    private IJSObjectReference? script;
    private DotNetObjectReference<PlanningPage>? self;

    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "date")]
    private string? Date { get; set; }

    [SupplyParameterFromQuery(Name = "company")]
    private long? Company { get; set; }

    [SupplyParameterFromQuery(Name = "team")]
    private long? Team { get; set; }

    [SupplyParameterFromQuery(Name = "technician")]
    private long? Technician { get; set; }

    [SupplyParameterFromQuery(Name = "request")]
    private long? Request { get; set; }

    private bool MayPlan => user.Has(Permissions.InterventionsPlan);

    protected override async Task OnParametersSetAsync()
    {
        if (planners is null)
        {
            var found = await showPlanners.RunAsync(default);
            if (!found.TryGet(out planners))
            {
                result = found;
                return;
            }

            if (Request is { } request && (await list.RunAsync(new(0, "", null, new PageRequest(1, 1), request), default)).TryGet(out var page) && page.Rows is [var row])
            {
                (planning, Company) = (row, Company ?? row.Company);
            }
        }

        if (planners.Companies.Count == 0)
        {
            return;
        }

        var chosen = planners.Companies.FirstOrDefault(c => c.Id == (Company ?? planners.Mine)) ?? planners.Companies[0];
        (entity, today) = (chosen, chosen.Today(clock));
        var day = AddressPart.Day(Date) is { Year: > 2000 and < 2200 } asked ? asked : today;
        var wanted = new PlanningState(AddressPart.Choice<PlanningView>(View) ?? PlanningView.Week, day, entity.Id, Team, Technician);
        going = address.IsChanging ? going : null;
        if (wanted != state)
        {
            state = wanted;
            await LoadAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (script is null && planners is not null && MayPlan && self is null)
        {
            self = DotNetObjectReference.Create(this);
            script = await js.InvokeAsync<IJSObjectReference>("import", "/js/planning.js");
            await script.InvokeVoidAsync("planning", frame, self);
        }
    }

    private async Task LoadAsync()
    {
        var wanted = state!;
        var people = wanted.Technician is { } one ? [one]
            : wanted.Team is { } team ? planners!.People.Where(p => p.TeamId == team).Select(p => p.UserId).ToList() : [];
        var shown = await show.RunAsync(
            new(entity.Id, entity.ToUtc(wanted.First, TimeOnly.MinValue), entity.ToUtc(wanted.Last.AddDays(1), TimeOnly.MinValue), people), default);
        if (wanted != state)
        {
            return;
        }

        result = shown.Succeeded ? null : shown;
        if (shown.TryGet(out var found))
        {
            model = new PlanningModel(entity, wanted, planners!, found);
            tooMany = found.Visits.Count == ShowPlanning.MostVisits;
        }
    }

    /// <summary>Called by the script: something was dropped. Answers at once.</summary>
    /// <param name="user">Empty: whoever has it; 0: nobody.</param>
    /// <param name="minutes">After midnight; negative: the time of day that it has.</param>
    [JSInvokable]
    public void Drop(string kind, string id, string day, string user, int minutes) => _ = InvokeAsync(async () =>
    {
        var number = long.Parse(id, CultureInfo.InvariantCulture);
        var target = new PlanningDrops.Target(
            DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), user.Length == 0 ? null : long.Parse(user, CultureInfo.InvariantCulture),
            minutes < 0 ? null : TimeOnly.MinValue.AddMinutes(minutes));
        if (kind == "request" && unplanned?.Find(number) is { } request)
        {
            Say(await drops.PlanAsync(request, entity, target), null);
        }
        else if (model?.Find.GetValueOrDefault(number) is { } visit)
        {
            Say(await drops.MoveAsync(visit, entity, target), visit);
        }

        await ChangedAsync();
    });

    [JSInvokable]
    public void Resize(string id, int minutes) => _ = InvokeAsync(async () =>
    {
        if (model?.Find.GetValueOrDefault(long.Parse(id, CultureInfo.InvariantCulture)) is { } visit)
        {
            Say(await drops.ResizeAsync(visit, entity, minutes), visit);
            await ChangedAsync();
        }
    });

    private void Say(PlanningDrops.Done done, ShowPlanning.Item? moved)
    {
        (result, said, conflicts) = (done.Refused, done.Said, PlanningWords.Conflicts(done.Conflicts, T));
        tell = done.Refused is null && moved is { Status: Business.Interventions.VisitStatus.Confirmed } ? moved : null;
    }

    /// <summary>The client hears of the time that a visit has now.</summary>
    private async Task<Result> TellAsync(ShowPlanning.Item moved)
    {
        var now = model?.Find.GetValueOrDefault(moved.Id) ?? moved;
        var (day, from, minutes) = VisitTimes.Local(entity, now.StartsAt, now.EndsAt);
        var result = await move.RunAsync(new(now.Id, now.Version, new VisitWish(now.TechnicianId, day, from, minutes), Notify: true, IsNews: true), default);
        if (result.TryGet(out var told))
        {
            PlanningWords.Say(told.Told, toasts, T);
        }

        return result;
    }

    private async Task ChangedAsync()
    {
        (opened, planning) = (null, null);
        turn++;
        var refused = result;
        await LoadAsync();
        result ??= refused;
        StateHasChanged();
    }

    private void Go(PlanningState wanted)
    {
        going = wanted;
        address.Go(wanted.Address);
    }

    private void Open(ShowPlanning.Item item) => opened = item;

    private void Plan(ListUnplanned.Row row) => planning = row;

    private void Close() => (opened, planning) = (null, null);

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        try
        {
            await (script?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // Gone with the page.
        }
    }
}
