using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Interventions;
using Portal.Business.Interventions.Planning;
using Portal.Business.Interventions.UseCases;

namespace Portal.Web.Interventions.Planning;

/// <summary>What a drop in the calendar means: a request gets a visit, a visit another time, technician or length.</summary>
public sealed class PlanningDrops(PlanVisit plan, MoveVisit move, FindFreeSlots slots, IStringLocalizer<PlanningPages> t)
{
    /// <summary>Where no free time of the day is found.</summary>
    private static readonly TimeOnly Usual = new(8, 0);

    /// <param name="User">Null: whoever has it; 0: nobody.</param>
    /// <param name="At">Null: the time of day that it has, or the first free one.</param>
    public sealed record Target(DateOnly Day, long? User, TimeOnly? At);

    public sealed record Done(Result? Refused, string Said, IReadOnlyList<VisitConflict> Conflicts);

    public async Task<Done> PlanAsync(ListUnplanned.Row request, LegalEntity entity, Target target)
    {
        var technician = target.User is null ? request.TechnicianId : Person(target.User);
        var (startsAt, endsAt) = VisitTimes.Of(entity, target.Day, target.At ?? await FirstFreeAsync(request, entity, target.Day, technician), request.Minutes);
        var result = await plan.RunAsync(new(request.Id, technician, startsAt, endsAt, Confirm: false, RequestVersion: request.Version), default);
        return result.TryGet(out var planned)
            ? new(null, t["PlannedAs", planned.Number, request.Number, Say(entity, startsAt)], planned.Conflicts)
            : new(result, "", []);
    }

    public async Task<Done> MoveAsync(ShowPlanning.Item visit, LegalEntity entity, Target target)
    {
        var (_, from, minutes) = VisitTimes.Local(entity, visit.StartsAt, visit.EndsAt);
        return await MoveAsync(visit, entity, new VisitWish(target.User is null ? visit.TechnicianId : Person(target.User), target.Day, target.At ?? from, minutes));
    }

    public async Task<Done> ResizeAsync(ShowPlanning.Item visit, LegalEntity entity, int minutes)
    {
        var (day, from, _) = VisitTimes.Local(entity, visit.StartsAt, visit.EndsAt);
        return await MoveAsync(visit, entity, new VisitWish(visit.TechnicianId, day, from, minutes));
    }

    private async Task<Done> MoveAsync(ShowPlanning.Item visit, LegalEntity entity, VisitWish to)
    {
        var result = await move.RunAsync(new(visit.Id, visit.Version, to), default);
        return result.TryGet(out var moved)
            ? new(null, t["MovedTo", visit.Number, Say(entity, VisitTimes.Of(entity, to.Day, to.From, to.Minutes).StartsAt)], moved.Conflicts)
            : new(result, "", []);
    }

    private async Task<TimeOnly> FirstFreeAsync(ListUnplanned.Row request, LegalEntity entity, DateOnly day, long? technician) =>
        technician is { } id
            && (await slots.RunAsync(new(request.Id, request.Minutes, day, day, id, InSector: false, WithSkill: false, Wanted: 1), default)).TryGet(out var found) && found.Slots is [var slot]
            ? TimeOnly.FromDateTime(entity.Local(slot.StartsAt)) : Usual;

    private static long? Person(long? user) => user is > 0 ? user : null;

    private static string Say(LegalEntity entity, DateTime startsAt) => Formats.Current.DateTime(entity.Local(startsAt));
}
