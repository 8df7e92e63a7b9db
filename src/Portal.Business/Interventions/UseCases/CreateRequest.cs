using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Writes down what a client asks for. Without a job to put it in, the job is made with it.</summary>
public sealed class CreateRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<CreateRequest> log)
{
    /// <param name="JobId">Null makes a job.</param>
    /// <param name="Assignment">Null takes the sector of the place.</param>
    /// <param name="AsDraft">Nobody plans it yet.</param>
    public sealed record Input(
        long ClientId, long? JobId, ServiceRequest.Head Head, IReadOnlyCollection<long>? EquipmentIds = null, RequestAssignment? Assignment = null, bool AsDraft = false);

    /// <summary>The new request's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.ClientId, ct);
        if (client is null)
        {
            return Refusal.Invalid("Common.Required").On(nameof(input.ClientId));
        }

        var job = input.JobId is { } jobId ? await db.Jobs.SingleOrDefaultAsync(j => j.Id == jobId && j.ClientId == client.Id, ct) : null;
        var sellerId = job?.LegalEntityId ?? client.LegalEntityId;
        var refusals = await RequestReferences.CheckAsync(db, client.Id, sellerId, input.Head, input.EquipmentIds ?? [], ct);
        if (!client.IsActive)
        {
            refusals.Add(Refusal.NotNow("Interventions.ClientInactive", client.Name).On(nameof(input.ClientId)));
        }

        if (input.JobId is not null && job is null or { IsFinished: true })
        {
            refusals.Add(Refusal.NotNow("Interventions.JobIsFinished", job?.Number ?? "").On(nameof(input.JobId)));
        }

        if (input.Assignment is not null && await RequestReferences.CheckAsync(db, sellerId, input.Assignment, ct) is { } unknown)
        {
            refusals.Add(unknown);
        }

        if (refusals.Count > 0)
        {
            return Result<long>.Refused(refusals);
        }

        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == sellerId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewRequest.StartAsync(db, client, seller, job, input.Head, RequestOrigin.Staff, user, now, ct);
        if (!started.TryGet(out var request))
        {
            return Result<long>.Refused(started.Refusals);
        }

        request.Equipment.AddRange((input.EquipmentIds ?? []).Distinct().Select(id => new RequestEquipment(request.Id, id)));
        var to = input.Assignment ?? new RequestAssignment(null, null, null);
        request.Assign(to.SectorId ?? (await RequestReferences.SectorOfAsync(db, seller.Id, client.Id, input.Head.SiteId, ct))?.Id, to.TeamId, to.TechnicianId);
        if (!input.AsDraft)
        {
            request.Submit();
        }

        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        log.RequestCreated(request.Id, client.Id);
        return request.Id;
    }
}
