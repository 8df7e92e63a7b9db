using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Interventions.Documents;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Keeps answers to the questionnaire of a request, or of one of its visits: what is right is kept, what is wrong is said beside its
/// question. Nothing has to be complete before the visit is finished.
/// </summary>
public sealed class AnswerQuestions(PortalDbContextFactory contexts, VisitReports reports, ICurrentUser user, TimeProvider clock)
{
    /// <param name="VisitId">Zero: on the request itself.</param>
    /// <param name="Values">By key of the question; one that is not named is left as it is.</param>
    /// <param name="Photos">By key of the question.</param>
    public sealed record Input(long RequestId, long VisitId, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, IncomingFile>? Photos = null);

    public async Task<Result> RunAsync(Input input, CancellationToken ct)
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
        var answers = await db.Answers.Where(a => a.RequestId == request.Id && a.VisitId == input.VisitId).ToListAsync(ct);
        var refusals = new List<Refusal>();
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (question, position) in questions.Select((q, i) => (q, i + 1)))
        {
            var photo = question.Kind == QuestionKind.Photo && input.Photos?.TryGetValue(question.Key, out var taken) == true ? taken : null;
            if (photo is null && !input.Values.ContainsKey(question.Key))
            {
                continue;
            }

            var value = photo is null ? Questionnaire.Check(question, input.Values[question.Key], CultureInfo.CurrentCulture) : "";
            var file = photo is null ? null : await VisitPhotos.CheckAsync(photo.Name, photo.Bytes, ct);
            refusals.AddRange(value.Refusals);
            refusals.AddRange(file?.Refusals.Select(r => r.On("q-" + question.Key)) ?? []);
            if (!value.Succeeded || file is { Succeeded: false })
            {
                continue;
            }

            var answer = answers.Find(a => a.Key == question.Key);
            if (answer is null && value.Value.Length == 0 && file is null)
            {
                continue;
            }

            if (answer is null)
            {
                answer = new Answer { RequestId = request.Id, VisitId = input.VisitId, Key = question.Key, Question = question };
                db.Answers.Add(answer);
            }

            (answer.Question, answer.Position, answer.Value) = (question, position, value.Value);
            if (file is not null)
            {
                var document = visit is null
                    ? StoredDocument.Uploaded(SubjectRef.To(request), DocumentKinds.AnswerPhoto, file.Value, request.ClientId, DocumentVisibility.SharedWithClient, now)
                    : VisitPhotos.Of(visit, DocumentKinds.AnswerPhoto, file.Value, now);
                db.StoredDocuments.Add(document);
                answer.PhotoDocumentId = document.Id;
            }
        }

        var saved = await db.TrySaveAsync(ct);
        if (saved.Succeeded && visit is not null)
        {
            await reports.RenewAsync(visit, saved, ct);
        }

        return saved.Succeeded && refusals.Count > 0 ? Result.Refused(refusals) : saved;
    }
}
