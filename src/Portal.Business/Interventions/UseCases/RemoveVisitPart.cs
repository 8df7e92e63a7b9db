using Microsoft.EntityFrameworkCore;
using Portal.Business.Catalog;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Takes a part off a visit again, as long as it went nowhere.</summary>
public sealed class RemoveVisitPart(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long VisitId, Guid Key, long LineId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.PartRemoved)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        var request = await db.ServiceRequests.Include(r => r.Lines).SingleAsync(r => r.Id == visit.RequestId, ct);
        if (request.Lines.Find(l => l.Id == input.LineId && l.VisitId == visit.Id) is not { } line)
        {
            return Refusal.NotFound;
        }

        if (line.State != WorkLineState.Open)
        {
            return Refusal.NotNow("Interventions.LineIsTaken", line.Description);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        request.Lines.Remove(line);
        db.WorkLines.Remove(line);
        var entity = await db.LegalEntities.AsNoTracking().SingleAsync(e => e.Id == visit.LegalEntityId, ct);
        request.Calculate(await TaxTable.LoadAsync(db, visit.LegalEntityId, ct), entity.DayOf(now));
        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.PartRemoved, doing.Key, user, now, line.Description));

        return await reports.RenewAsync(visit, await doing.SaveOnceAsync(db, ct), ct);
    }
}
