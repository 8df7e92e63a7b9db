using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Changes what a request says, and which equipment it is about.</summary>
public sealed class ChangeRequest(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock, ILogger<ChangeRequest> log)
{
    /// <param name="EquipmentIds">Null leaves it.</param>
    public sealed record Input(long RequestId, int Version, ServiceRequest.Head Head, IReadOnlyCollection<long>? EquipmentIds = null);

    /// <summary>The version after it.</summary>
    public async Task<Result<int>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.Include(r => r.Equipment).SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (request is null)
        {
            return Refusal.NotFound;
        }

        db.ExpectVersion(request, input.Version);
        var refusals = await RequestReferences.CheckAsync(db, request.ClientId, request.LegalEntityId, input.Head, input.EquipmentIds ?? [], ct);
        if (refusals.Count > 0)
        {
            return Result<int>.Refused(refusals);
        }

        if (request.SiteId != input.Head.SiteId)
        {
            (await db.Visits.Where(v => v.RequestId == request.Id).ToListAsync(ct)).ForEach(v => v.GoTo(input.Head.SiteId));
        }

        var (said, about) = ((request.Title, request.Description), request.Equipment.Select(e => e.EquipmentId).ToHashSet());
        request.Edit(input.Head);
        if (input.EquipmentIds is { } wanted)
        {
            request.Equipment.RemoveAll(e => !wanted.Contains(e.EquipmentId));
            request.Equipment.AddRange(wanted.Distinct().Where(id => request.Equipment.TrueForAll(e => e.EquipmentId != id)).Select(id => new RequestEquipment(request.Id, id)));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var reported = new List<Visit>();
        if (said != (request.Title, request.Description))
        {
            reported.AddRange(await AfterSignature.NoteAllAsync(db, request.Id, VisitStepKind.RequestChanged, user, now, ct));
        }

        if (!about.SetEquals(request.Equipment.Select(e => e.EquipmentId)))
        {
            reported.AddRange(await AfterSignature.NoteAllAsync(db, request.Id, VisitStepKind.EquipmentChanged, user, now, ct));
        }

        request.Follow(await RequestVisits.StatusesAsync(db, request.Id, [], ct));

        // Lines and equipment have no version that the page knows: the request's is raised whatever changed.
        db.Touch(request);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Refusal is { } refusal)
        {
            return refusal;
        }

        foreach (var visit in reported.DistinctBy(v => v.Id))
        {
            await reports.RenewAsync(visit, saved, ct);
        }

        log.RequestChanged(request.Id);
        return request.Version;
    }
}
