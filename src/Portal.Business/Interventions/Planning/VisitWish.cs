using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.Planning;

/// <summary>Where somebody wants a visit: on the wall clock of its legal entity.</summary>
/// <param name="Crew">Who comes along; null: as it is.</param>
/// <param name="Window">When the client is told that somebody arrives; null: as it is; both times empty: no window.</param>
public sealed record VisitWish(
    long? TechnicianId, DateOnly Day, TimeOnly From, int Minutes, IReadOnlyList<long>? Crew = null, VisitWish.Arrival? Window = null)
{
    public sealed record Arrival(TimeOnly? From, TimeOnly? To);

    /// <summary>Only technicians may be planned, and only active ones may be planned anew.</summary>
    internal async Task<Result> CheckAsync(PortalDbContext db, IReadOnlyCollection<long> known, CancellationToken ct)
    {
        var people = (Crew ?? []).Concat(TechnicianId is { } id ? [id] : []).Distinct().Except(known).ToList();
        return people.Count > 0 && await db.Technicians.CountAsync(t => people.Contains(t.UserId) && t.IsActive, ct) < people.Count
            ? Refusal.Invalid("Interventions.NoSuchTechnician").On(nameof(TechnicianId))
            : Minutes is < RequestFields.ShortestVisit or > RequestFields.LongestVisit
            ? Refusal.Invalid("Interventions.MinutesOutOfRange", RequestFields.ShortestVisit, RequestFields.LongestVisit).On(nameof(Minutes))
            : Result.Done;
    }

    /// <summary>Sets people and arrival window; <see cref="Visit.Plan"/> has set the time.</summary>
    internal Result Complete(Visit visit, LegalEntity entity, DateOnly day)
    {
        if (Crew is not null)
        {
            visit.TakeAlong(Crew);
        }

        if (Window is null)
        {
            return Result.Done;
        }

        var (from, to) = VisitTimes.Window(entity, day, Window.From, Window.To);
        return visit.Announce(from, to);
    }
}
