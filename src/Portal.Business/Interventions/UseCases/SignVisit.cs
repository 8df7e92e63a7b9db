using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Documents;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;

namespace Portal.Business.Interventions.UseCases;

/// <summary>The client signs what was done: a name, and a drawn signature where one was drawn. The report as it stands is stored with it.</summary>
public sealed class SignVisit(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    /// <param name="Drawn">The data address of a PNG; empty: the typed name stands alone.</param>
    public sealed record Input(long VisitId, Guid Key, string Name, string? Drawn);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.Signed)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        if (!DrawnSignature.Read(input.Drawn).TryGet(out var drawn, out var unreadable))
        {
            return unreadable;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var signature = drawn.File is { } file ? StoredDocument.Uploaded(SubjectRef.To(visit), DocumentKinds.Signature, file, visit.ClientId, DocumentVisibility.Internal, now) : null;
        if (visit.Sign(input.Name, signature?.Id, now) is { Succeeded: false } refused)
        {
            return refused;
        }

        if (signature is not null)
        {
            db.StoredDocuments.Add(signature);
        }

        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.Signed, doing.Key, user, now, visit.SignedBy));
        await reports.StoreAsync(db, visit, now, ct);
        db.TimelineEntries.Add(new TimelineEntry(visit.ClientId, visit.JobId, now, user, "Interventions.VisitSigned", nameof(Visit), visit.Id, visit.Number, visit.SignedBy));

        return await doing.SaveOnceAsync(db, ct);
    }
}
