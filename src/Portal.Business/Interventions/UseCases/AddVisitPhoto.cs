using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Keeps a photo with its visit; the client sees it on the report.</summary>
public sealed class AddVisitPhoto(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Key">Made by the browser when the photo was taken.</param>
    public sealed record Input(long VisitId, Guid Key, string FileName, Stream Bytes);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.Photo)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        if (!visit.TakesPlace)
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", visit.Number);
        }

        if (!(await VisitPhotos.CheckAsync(input.FileName, input.Bytes, ct)).TryGet(out var file, out var notAPhoto))
        {
            return notAPhoto;
        }

        if (await db.StoredDocuments.CountAsync(d => d.SubjectType == nameof(Visit) && d.SubjectId == visit.Id && d.Kind == DocumentKinds.Photo, ct) >= VisitPhotos.Most)
        {
            return Refusal.NotNow("Interventions.TooManyVisitPhotos", VisitPhotos.Most);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var photo = VisitPhotos.Of(visit, DocumentKinds.Photo, file, now);
        db.StoredDocuments.Add(photo);
        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.Photo, doing.Key, user, now, photo.FileName, photo.Id));

        return await reports.RenewAsync(visit, await doing.SaveOnceAsync(db, ct), ct);
    }
}
