using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Gives a request a visit at a time. What is in the way is said, not refused: whoever plans decides.</summary>
public sealed class PlanVisit(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<PlanVisit> log)
{
    /// <param name="TechnicianId">The user who leads it; null: nobody yet.</param>
    /// <param name="StartsAt">UTC.</param>
    /// <param name="CrewIds">Users who come along.</param>
    /// <param name="Confirm">False leaves it a draft, which the client does not see.</param>
    public sealed record Input(
        long RequestId, long? TechnicianId, DateTime StartsAt, DateTime EndsAt, IReadOnlyCollection<long>? CrewIds = null, bool Confirm = true);

    public sealed record Planned(long VisitId, string Number, IReadOnlyList<VisitConflict> Conflicts);

    public async Task<Result<Planned>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        if (request.Status == RequestStatus.Cancelled)
        {
            return Refusal.NotNow("Interventions.RequestNotFromThisStatus", request.Number);
        }

        List<long> people = [.. input.TechnicianId is { } lead ? [lead] : Array.Empty<long>(), .. input.CrewIds ?? []];
        if (await db.Technicians.CountAsync(t => t.IsActive && people.Contains(t.UserId), ct) != people.Distinct().Count())
        {
            return Refusal.Invalid("Interventions.NoSuchTechnician").On(nameof(input.TechnicianId));
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == request.LegalEntityId, ct);
        var conflicts = await VisitConflicts.FindAsync(db, seller, people, input.StartsAt, input.EndsAt, null, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        if (!(await db.TakeNumberAsync(seller.Id, NumberedDocument.Visit, seller.DayOf(now), ct)).TryGet(out var number, out var noNumber))
        {
            return noNumber;
        }

        var visit = new Visit(request, number, input.TechnicianId, input.StartsAt, input.EndsAt, now);
        var planned = visit.Plan(input.TechnicianId, input.StartsAt, input.EndsAt);
        if (!planned.Succeeded)
        {
            return Result<Planned>.Refused(planned.Refusals);
        }

        visit.TakeAlong(input.CrewIds ?? []);
        if (input.Confirm)
        {
            visit.Confirm();
        }

        db.Visits.Add(visit);
        request.Follow(await RequestVisits.StatusesAsync(db, request.Id, [visit], ct));
        var local = seller.Local(visit.StartsAt);
        db.TimelineEntries.Add(new TimelineEntry(
            request.ClientId, request.JobId, now, user, "Interventions.VisitPlanned", nameof(Visit), visit.Id, visit.Number, request.Number, DateOnly.FromDateTime(local),
            local.ToString("HH:mm", CultureInfo.InvariantCulture)));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        log.VisitPlanned(visit.Id, request.Id, conflicts.Count);
        return new Planned(visit.Id, visit.Number, conflicts);
    }
}
