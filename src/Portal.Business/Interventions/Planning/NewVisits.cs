using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions.UseCases;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.Planning;

/// <summary>Makes the visits that a person plans: one, or one for each day of a repetition, numbered and noted in the caller's save.</summary>
internal static class NewVisits
{
    public static async Task<Result<IReadOnlyList<Visit>>> MakeAsync(
        PortalDbContext db, ServiceRequest request, LegalEntity entity, PlanVisit.Input input, VisitWish when, ICurrentUser by, DateTime now, CancellationToken ct)
    {
        var days = input.Repeat?.From(when.Day) ?? [when.Day];
        var visits = new List<Visit>(days.Count);
        foreach (var day in days)
        {
            var taken = await db.TakeNumberAsync(entity.Id, NumberedDocument.Visit, entity.DayOf(now), ct);
            if (!taken.TryGet(out var number))
            {
                return Result<IReadOnlyList<Visit>>.Refused(taken.Refusals);
            }

            var (startsAt, endsAt) = day == when.Day ? (input.StartsAt, input.EndsAt) : VisitTimes.Of(entity, day, when.From, when.Minutes);
            var visit = new Visit(request, number, when.TechnicianId, startsAt, endsAt, now);
            if (when.Complete(visit, entity, day) is { Refusal: { } refusal })
            {
                return refusal;
            }

            if (input.Confirm)
            {
                visit.Confirm();
            }

            if (days.Count > 1)
            {
                visit.Repeat(visits.Count == 0 ? visit.Id : visits[0].Id);
            }

            visits.Add(visit);
            db.Visits.Add(visit);
        }

        var first = visits[0];
        object[] args = days.Count == 1 ? [first.Number, request.Number, days[0], when.From] : [days.Count, days[0], days[^1]];
        db.TimelineEntries.Add(new TimelineEntry(
            request.ClientId, request.JobId, now, by, days.Count == 1 ? "Interventions.VisitPlanned" : "Interventions.VisitsPlanned", nameof(Visit), first.Id, args));
        return visits;
    }
}
