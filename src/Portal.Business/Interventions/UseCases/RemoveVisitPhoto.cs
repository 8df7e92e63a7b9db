using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Takes a photo away again, as long as the visit is not over.</summary>
public sealed class RemoveVisitPhoto(PortalDbContextFactory contexts, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long VisitId, Guid Key, long DocumentId);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.PhotoRemoved)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        if (visit.IsOver)
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", visit.Number);
        }

        var photo = await db.StoredDocuments.Include(d => d.Content)
            .SingleOrDefaultAsync(d => d.Id == input.DocumentId && d.SubjectType == nameof(Visit) && d.SubjectId == visit.Id && d.Kind == DocumentKinds.Photo, ct);
        if (photo is null)
        {
            return Refusal.NotFound;
        }

        db.StoredDocuments.Remove(photo);
        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.PhotoRemoved, doing.Key, user, clock.GetUtcNow().UtcDateTime, photo.FileName));
        return await doing.SaveOnceAsync(db, ct);
    }
}
