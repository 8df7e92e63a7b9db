using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Contracts;
using Portal.Business.Data;
using Portal.Business.Interventions.Documents;
using Portal.Business.JobFolders;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Ends a visit as done, or with work left and why. All timers on it stop, the report is stored, and mailed where that is wished. A done
/// visit has an answer to every required question.
/// </summary>
public sealed class FinishVisit(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    /// <param name="UnfinishedBecause">What is left to do; null: nothing.</param>
    /// <param name="MailReport">To the client; null: as the company does.</param>
    public sealed record Input(long VisitId, Guid Key, string? UnfinishedBecause = null, bool? MailReport = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsDo))
        {
            return Refusal.Forbidden;
        }

        return await RequestVisits.InTurnAsync(() => FinishAsync(input, ct));
    }

    private async Task<Result> FinishAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        if (!(await VisitDoing.OpenAsync(db, user, input.VisitId, input.Key, ct, VisitStepKind.Finished, VisitStepKind.LeftUnfinished)).TryGet(out var doing, out var refusal))
        {
            return refusal;
        }

        var visit = doing.Visit;
        if (doing.WasDone)
        {
            return Result.Done;
        }

        if (input.UnfinishedBecause is null && (await Questionnaire.MissingAsync(db, visit.RequestId, visit.Id, ct)) is { Count: > 0 } missing)
        {
            return Refusal.NotNow("Interventions.QuestionsOpen", string.Join(", ", missing));
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (visit.Finish(now, input.UnfinishedBecause) is { Succeeded: false } refused)
        {
            return refused;
        }

        await VisitTimers.StopAsync(db, visit, null, now, ct);
        await RequestVisits.FollowAsync(db, ct, visit);
        await LateVisits.LookAgainAsync(db, ct, visit);
        var done = visit.Status == VisitStatus.Done;
        db.VisitSteps.Add(new VisitStep(visit, done ? VisitStepKind.Finished : VisitStepKind.LeftUnfinished, doing.Key, user, now, visit.Reason));
        db.TimelineEntries.Add(new TimelineEntry(
            visit.ClientId, visit.JobId, now, user, done ? "Interventions.VisitDone" : "Interventions.VisitUnfinished", nameof(Visit), visit.Id, visit.Number, visit.Reason));
        await reports.StoreAsync(db, visit, now, ct);
        if (input.MailReport ?? await VisitReports.AreMailedAsync(db, visit.LegalEntityId, ct))
        {
            await reports.MailAsync(db, visit, user, now, ct);
        }

        return await doing.SaveOnceAsync(db, ct);
    }
}
