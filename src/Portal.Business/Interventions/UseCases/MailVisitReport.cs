using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>Mails the newest report of a visit that is over; each revision once.</summary>
public sealed class MailVisitReport(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    public sealed record Input(long VisitId, Guid Key);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.ReportMailed)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        if (visit.Status is not (VisitStatus.Done or VisitStatus.Unfinished))
        {
            return Refusal.NotNow("Interventions.VisitNotFromThisStatus", visit.Number);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await reports.MailAsync(db, visit, user, now, ct);
        db.VisitSteps.Add(new VisitStep(visit, VisitStepKind.ReportMailed, doing.Key, user, now));
        var saved = await doing.SaveOnceAsync(db, ct);
        return saved.Refusal?.Code == "Common.AlreadyThere" ? Refusal.NotNow("Interventions.ReportMailedAlready") : saved;
    }
}
