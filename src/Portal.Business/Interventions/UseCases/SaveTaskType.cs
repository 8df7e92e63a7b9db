using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Interventions.UseCases;

/// <summary>
/// Makes or changes a task type with its questions. A question keeps its key whatever its words become; answers given before keep the
/// question as it was.
/// </summary>
public sealed class SaveTaskType(PortalDbContextFactory contexts, ICurrentUser user)
{
    private const int MostQuestions = 60;
    private const int MostChoices = 30;

    /// <param name="Id">Null makes one.</param>
    public sealed record Input(
        long? Id, long LegalEntityId, int Version, LocalText Name, int Minutes, long? SkillId, IReadOnlyList<Question> Questions, bool IsActive = true);

    /// <summary>The id of the task type.</summary>
    public async Task<Result<long>> RunAsync(Input input, CancellationToken ct)
    {
        if (!user.Has(Permissions.InterventionsPlan))
        {
            return Refusal.Forbidden;
        }

        await using var db = contexts.CreateDbContext();
        var checks = new FieldChecks();
        checks.RefuseIf(input.Name.IsEmpty, nameof(input.Name), Refusal.Invalid("Common.Required"));
        checks.RefuseIf(
            input.Minutes is < RequestFields.ShortestVisit or > RequestFields.LongestVisit, nameof(input.Minutes),
            Refusal.Invalid("Interventions.MinutesOutOfRange", RequestFields.ShortestVisit, RequestFields.LongestVisit));
        checks.RefuseIf(input.Questions.Count > MostQuestions, nameof(input.Questions), Refusal.Invalid("Interventions.TooManyQuestions", MostQuestions));
        checks.RefuseIf(input.Questions.Any(q => q.Label.IsEmpty), nameof(input.Questions), Refusal.Invalid("Interventions.QuestionWithoutText"));
        checks.RefuseIf(
            input.Questions.Any(q => q.Kind == QuestionKind.Choice && q.Choices.Count(c => !c.IsEmpty) is < 2 or > MostChoices), nameof(input.Questions),
            Refusal.Invalid("Interventions.TooFewChoices", MostChoices));
        checks.RefuseIf(
            input.SkillId is not null && !await db.Skills.AnyAsync(s => s.Id == input.SkillId && s.LegalEntityId == input.LegalEntityId, ct), nameof(input.SkillId), Refusal.NotFound);
        if (!checks.AllGood)
        {
            return Result<long>.Refused(checks.Found);
        }

        var type = input.Id is { } id ? await db.TaskTypes.SingleOrDefaultAsync(t => t.Id == id && t.LegalEntityId == input.LegalEntityId, ct) : null;
        if (type is null && input.Id is not null)
        {
            return Refusal.NotFound;
        }

        if (type is null)
        {
            type = new TaskType { LegalEntityId = input.LegalEntityId, Name = input.Name };
            db.TaskTypes.Add(type);
        }
        else
        {
            db.ExpectVersion(type, input.Version);
        }

        (type.Name, type.Minutes, type.SkillId, type.IsActive) = (input.Name, input.Minutes, input.SkillId, input.IsActive);
        type.Questions = [.. input.Questions.Select(q => q with
        {
            Key = q.Key.Length > 0 ? q.Key : Guid.NewGuid().ToString("N")[..12],
            Choices = q.Kind == QuestionKind.Choice ? [.. q.Choices.Where(c => !c.IsEmpty)] : [],
            Unit = q.Kind == QuestionKind.Number ? q.Unit.Trim() : "",
        })];
        var saved = await db.TrySaveAsync(ct);
        return saved.Succeeded ? type.Id : Result<long>.Refused(saved.Refusals);
    }
}
