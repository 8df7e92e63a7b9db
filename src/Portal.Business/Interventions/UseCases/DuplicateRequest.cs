using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>A new request like another, to plan anew, in its job if that is open: its words, equipment and lines, not the wanted period.</summary>
public sealed class DuplicateRequest(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock, ILogger<DuplicateRequest> log)
{
    public sealed record Input(long RequestId);

    /// <summary>The copy's id.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsEdit))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var original = await db.ServiceRequests.AsNoTracking().AsSplitQuery().Include(r => r.Lines).Include(r => r.Equipment).SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        if (original is null)
        {
            return Refusal.NotFound;
        }

        var client = await db.Clients.AsNoTracking().SingleAsync(c => c.Id == original.ClientId, ct);
        if (!client.IsActive)
        {
            return Refusal.NotNow("Interventions.ClientInactive", client.Name);
        }

        var job = await db.Jobs.SingleAsync(j => j.Id == original.JobId, ct);
        var seller = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == original.LegalEntityId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(ct);
        var started = await NewRequest.StartAsync(
            db, client, seller, job.IsFinished ? null : job, SaveRequestLines.Head(original) with { WantedFrom = null, WantedTo = null }, RequestOrigin.Staff, user, now, ct);
        if (!started.TryGet(out var copy))
        {
            return Result<long>.Refused(started.Refusals);
        }

        copy.Submit();
        copy.Assign(original.SectorId, original.TeamId, original.TechnicianId);
        copy.Equipment.AddRange(original.Equipment.Select(e => new RequestEquipment(copy.Id, e.EquipmentId)));
        foreach (var line in original.Lines.Where(l => l.ContractLineId is null && l.VisitId is null).OrderBy(l => l.Position))
        {
            var again = new WorkLine { RequestId = copy.Id, UnitCost = line.UnitCost };
            again.Set(RequestLineFields.Of(line).ToValues());
            copy.AddLine(again);
        }

        copy.Calculate(await TaxTable.LoadAsync(db, seller.Id, ct), seller.DayOf(now));
        if (await db.TrySaveAsync(ct) is { Refusal: { } refusal })
        {
            return refusal;
        }

        await transaction.CommitAsync(ct);
        log.RequestCreated(copy.Id, client.Id);
        return copy.Id;
    }
}
