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
    public sealed record Planned(long VisitId, string Number, IReadOnlyList<VisitConflict> Conflicts, int Visits, VisitsTold Told);

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

        if (request.WhyNotPlan() is { } notPlanned)
        {
            return notPlanned;
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

        var made = await NewVisits.MakeAsync(db, request, entity, input, when, user, clock.GetUtcNow().UtcDateTime, ct);
        if (!made.TryGet(out var visits, out var refused))
        {
            return refused;
        }

        var conflicts = await Diaries.ConflictsAsync(db, visits, ct);
        if (input.MustBeFree && conflicts.FirstOrDefault(c => c.Kind != VisitConflictKind.OutsideHours) is { } taken)
        {
            return Refusal.Conflict("Interventions.SlotTaken", taken.Person);
        }

        await RequestVisits.FollowAsync(db, ct, visits);
        var told = input is { Confirm: true, Notify: true } ? await notices.AddAsync(db, visits, VisitNews.Confirmed, ct) : VisitsTold.Nothing;
        if (await db.TrySaveAsync(ct) is { Refusal: { } notSaved })
        {
            return notSaved;
        }

        await transaction.CommitAsync(ct);
        log.VisitPlanned(visits[0].Id, request.Id, conflicts.Count);
        return new Planned(visits[0].Id, visits[0].Number, conflicts, visits.Count, told);
    }

    private static VisitWish WishOf(Input input, LegalEntity entity)
    {
        var (day, at, minutes) = VisitTimes.Local(entity, input.StartsAt, input.EndsAt);
        return new VisitWish(input.TechnicianId, day, at, minutes, [.. input.CrewIds ?? []], input.Window);
    }
}
