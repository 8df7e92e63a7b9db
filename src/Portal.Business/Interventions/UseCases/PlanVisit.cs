using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Interventions.Planning;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Gives a request one visit, or a repetition of them. What stands in the way is said, not forbidden; who books a free slot is refused
/// where somebody was faster.
/// </summary>
public sealed class PlanVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, VisitNotices notices, ILogger<PlanVisit> log)
{
    /// <param name="TechnicianId">The user who leads it; null: nobody yet.</param>
    /// <param name="StartsAt">UTC.</param>
    /// <param name="CrewIds">Users who come along.</param>
    /// <param name="Confirm">False leaves it a draft, which the client does not see.</param>
    /// <param name="RequestVersion">What the planner saw; a newer one refuses, so that one request dragged twice is planned once. Null: whatever it is.</param>
    /// <param name="MustBeFree">Books a slot that was proposed as free: refused with <c>Interventions.SlotTaken</c> where it is not any more.</param>
    /// <param name="Repeat">At the same time on the wall on further days.</param>
    /// <param name="Notify">The client is told of the first visit, if it is confirmed.</param>
    public sealed record Input(
        long RequestId, long? TechnicianId, DateTime StartsAt, DateTime EndsAt, IReadOnlyCollection<long>? CrewIds = null, bool Confirm = true, int? RequestVersion = null,
        bool MustBeFree = false, Recurrence? Repeat = null, VisitWish.Arrival? Window = null, bool Notify = false);

    /// <param name="VisitId">The first.</param>
    public sealed record Planned(long VisitId, string Number, IReadOnlyList<VisitConflict> Conflicts, int Visits = 1);

    public async Task<Result<Planned>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (await db.ServiceRequests.SingleOrDefaultAsync(r => r.Id == input.RequestId, ct) is not { } request)
        {
            return Refusal.NotFound;
        }

        if (request.Status == RequestStatus.Cancelled)
        {
            return Refusal.NotNow("Interventions.RequestNotFromThisStatus", request.Number);
        }

        if (request.IsFinishedByHand)
        {
            return Refusal.NotNow("Interventions.RequestFinishedByHand", request.Number);
        }

        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        var when = WishOf(input, entity);
        var refusals = (await when.CheckAsync(db, [], ct)).Refusals.Concat(input.Repeat?.Check(when.Day) ?? []).ToList();
        if (refusals.Count > 0)
        {
            return Result<Planned>.Refused(refusals);
        }

        await using var transaction = await db.BeginWriteAsync(ct);
        db.ExpectVersion(request, input.RequestVersion ?? request.Version);
        db.Entry(request).State = EntityState.Modified;
        if (input.MustBeFree)
        {
            await Diaries.HoldAsync(db, (when.Crew ?? []).Concat(when.TechnicianId is { } id ? [id] : []), ct);
        }

        var made = await MakeAsync(db, request, entity, input, when, ct);
        if (!made.TryGet(out var visits, out var refused))
        {
            return refused;
        }

        var conflicts = await Diaries.ConflictsAsync(db, visits, ct);
        if (input.MustBeFree && conflicts.FirstOrDefault(c => c.Kind != VisitConflictKind.OutsideHours) is { } taken)
        {
            return Refusal.Conflict("Interventions.SlotTaken", taken.Person);
        }

        await RequestVisits.FollowAsync(db, request.Id, ct, visits);
        if (input is { Confirm: true, Notify: true })
        {
            await notices.AddAsync(db, visits, VisitNews.Confirmed, ct);
        }

        if (await db.TrySaveAsync(ct) is { Refusal: { } notSaved })
        {
            return notSaved;
        }

        await transaction.CommitAsync(ct);
        log.VisitPlanned(visits[0].Id, request.Id, conflicts.Count);
        return new Planned(visits[0].Id, visits[0].Number, conflicts, visits.Count);
    }

    private static VisitWish WishOf(Input input, LegalEntity entity)
    {
        var (day, at, minutes) = VisitTimes.Local(entity, input.StartsAt, input.EndsAt);
        return new VisitWish(input.TechnicianId, day, at, minutes, [.. input.CrewIds ?? []], input.Window);
    }

    private async Task<Result<IReadOnlyList<Visit>>> MakeAsync(PortalDbContext db, ServiceRequest request, LegalEntity entity, Input input, VisitWish when, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
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
            request.ClientId, request.JobId, now, user, days.Count == 1 ? "Interventions.VisitPlanned" : "Interventions.VisitsPlanned", nameof(Visit), first.Id, args));
        return visits;
    }
}
