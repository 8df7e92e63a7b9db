using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Keeps answers to the questionnaire of a request, or of one of its visits: what is right is kept, what is wrong is said beside its
/// question. What somebody else answered since the question was shown is never overwritten unseen. Nothing has to be complete before the
/// visit is finished.
/// </summary>
public sealed class AnswerQuestions(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    /// <param name="VisitId">Zero: on the request itself.</param>
    /// <param name="Values">By key of the question; one that is not named, or came back as it was shown, is left as it is.</param>
    /// <param name="Photos">By key of the question.</param>
    public sealed record Input(long RequestId, long VisitId, IReadOnlyDictionary<string, TypedAnswer> Values, IReadOnlyDictionary<string, IncomingFile>? Photos = null);

    public Task<Result> RunAsync(Input input, CancellationToken ct) => Again.WhileStaleAsync(() => TryAsync(input, ct));

    /// <summary>Stale where another save overtook it: the next look sees its answers.</summary>
    private async Task<Result> TryAsync(Input input, CancellationToken ct)
    {
        await using var db = contexts.CreateDbContext();
        var request = await db.ServiceRequests.SingleOrDefaultAsync(r => r.Id == input.RequestId, ct);
        var visit = await db.Visits.Include(v => v.Crew).SingleOrDefaultAsync(v => v.Id == input.VisitId && v.RequestId == input.RequestId, ct);
        if (!(visit is null ? user.Has(Permissions.InterventionsEdit) : VisitAccess.MayDo(user, visit)))
        {
            return Refusal.Forbidden;
        }

        if (request is null || (visit is null && input.VisitId != 0))
        {
            return Refusal.NotFound;
        }

        var questions = await db.TaskTypes.AsNoTracking().Where(t => t.Id == request.TaskTypeId).Select(t => t.Questions).SingleOrDefaultAsync(ct) ?? [];
        var answers = await db.Answers.Where(a => a.RequestId == request.Id && (a.VisitId == 0 || a.VisitId == input.VisitId)).ToListAsync(ct);
        var (refusals, answered) = (new List<Refusal>(), new List<Question>());
        foreach (var (question, position) in questions.Select((q, i) => (q, i + 1)))
        {
            var answer = answers.Find(a => a.Key == question.Key && a.VisitId == input.VisitId);
            Answer Kept()
            {
                answer ??= db.Answers.Add(new Answer { RequestId = request.Id, VisitId = input.VisitId, Key = question.Key, Question = question }).Entity;
                (answer.Question, answer.Position) = (question, position);
                answered.Add(question);
                return answer;
            }

            if (question.Kind == QuestionKind.Photo)
            {
                if (input.Photos?.GetValueOrDefault(question.Key) is { } photo)
                {
                    var file = await VisitPhotos.CheckAsync(photo.Name, photo.Bytes, ct);
                    refusals.AddRange(file.Refusals.Select(r => r.On(Questionnaire.FieldOf(question))));
                    if (file.TryGet(out var taken))
                    {
                        Kept().PhotoDocumentId = Store(db, request, visit, taken).Id;
                    }
                }
            }
            else if (input.Values.GetValueOrDefault(question.Key) is { } typed && typed.Differs(question))
            {
                var before = (answer ?? answers.Find(a => a.Key == question.Key))?.Value ?? "";
                var value = Judge(question, typed, before);
                refusals.AddRange(value.Refusals);
                if (value.TryGet(out var said) && said != before)
                {
                    Kept().Value = said;
                }
            }
        }

        await NoteAsync(db, request, visit, answered, ct);
        var saved = await db.TrySaveAsync(ct);
        saved = visit is null ? saved : await reports.RenewAsync(visit, saved, ct);
        return saved.Succeeded ? refusals.Count > 0 ? Result.Refused(refusals) : saved
            : saved.Refusal is { Kind: RefusalKind.Conflict } ? Refusal.Stale : saved;
    }

    private StoredDocument Store(PortalDbContext db, ServiceRequest request, Visit? visit, CheckedFile file)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.StoredDocuments.Add(visit is null
            ? StoredDocument.Uploaded(SubjectRef.To(request), DocumentKinds.AnswerPhoto, file, request.ClientId, DocumentVisibility.SharedWithClient, now)
            : VisitPhotos.Of(visit, DocumentKinds.AnswerPhoto, file, now)).Entity;
    }

    /// <summary>Answers on the request stand on the report of each of its visits.</summary>
    private async Task NoteAsync(PortalDbContext db, ServiceRequest request, Visit? visit, List<Question> answered, CancellationToken ct)
    {
        var visits = answered.Count == 0 ? [] : visit is not null ? [visit] : await db.Visits.Where(v => v.RequestId == request.Id && v.SignedAt != null).ToListAsync(ct);
        foreach (var signed in visits)
        {
            foreach (var question in answered)
            {
                var label = Folding.Cut(question.Label.In(CultureInfo.CurrentUICulture.Name), Lengths.Name);
                await AfterSignature.NoteAsync(db, signed, VisitStepKind.Answered, user, clock.GetUtcNow().UtcDateTime, label, ct);
            }
        }
    }

    /// <summary>The answer to keep: refused where it is none, and where the question was answered otherwise since it was shown.</summary>
    private static Result<string> Judge(Question question, TypedAnswer typed, string before)
    {
        var value = Questionnaire.Check(question, typed.Value, CultureInfo.CurrentCulture);
        if (!value.TryGet(out var said) || said == before || TypedAnswer.Same(typed.Seen) == before)
        {
            return value;
        }

        var (language, label) = (CultureInfo.CurrentUICulture.Name, question.Label.In(CultureInfo.CurrentUICulture.Name));
        return (before.Length == 0
            ? Refusal.Conflict("Interventions.AnswerEmptied", label)
            : Refusal.Conflict("Interventions.AnswerChanged", label, Questionnaire.Say(question, before, language))).On(Questionnaire.FieldOf(question));
    }
}
