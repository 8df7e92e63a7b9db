using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Interventions;

/// <summary>A question with what was answered so far.</summary>
/// <param name="OnRequest">Answered on the request already, before any visit.</param>
public sealed record AskedQuestion(Question Question, string Value, long? PhotoDocumentId, bool OnRequest)
{
    /// <summary>An answer as it stands in its field: a number in the reader's manner.</summary>
    public static string InField(Question question, string value) =>
        question.Kind == QuestionKind.Number && decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) ? Formats.Current.Quantity(number) : value;
}

/// <summary>What came back from the field of a question.</summary>
/// <param name="Seen">The answer as it was kept when the field was shown.</param>
public sealed record TypedAnswer(string Value, string Seen)
{
    /// <summary>False where the field came back as it was shown: that is no answer, whatever a colleague has answered meanwhile.</summary>
    public bool Differs(Question question) =>
        Same(Value) != Same(Seen) && Same(Value) != Same(AskedQuestion.InField(question, Seen));

    internal static string Same(string text) => text.ReplaceLineEndings("\n").Trim();
}

/// <summary>The questions of a request's task type and their answers. What was answered keeps its question as it was then.</summary>
internal static class Questionnaire
{
    public const string Yes = "yes";
    public const string No = "no";

    /// <summary>What refusals name as the field of a question.</summary>
    public static string FieldOf(Question question) => "q-" + question.Key;

    /// <summary>The questions to show on the request (visit 0) or on a visit, with the answers there; asked again only where it makes a difference.</summary>
    public static async Task<IReadOnlyList<AskedQuestion>> AskAsync(PortalDbContext db, long requestId, long visitId, CancellationToken ct)
    {
        var taskTypeId = await db.ServiceRequests.Where(r => r.Id == requestId).Select(r => r.TaskTypeId).SingleAsync(ct);
        var questions = await db.TaskTypes.AsNoTracking().Where(t => t.Id == taskTypeId).Select(t => t.Questions).SingleOrDefaultAsync(ct) ?? [];
        var answers = await db.Answers.AsNoTracking().Where(a => a.RequestId == requestId && (a.VisitId == 0 || a.VisitId == visitId)).OrderBy(a => a.Position).ToListAsync(ct);
        Answer? Find(string key) => answers.Find(a => a.Key == key && a.VisitId == visitId) ?? answers.Find(a => a.Key == key);
        var asked = questions.Select(q => Find(q.Key) is { } answer
            ? new AskedQuestion(q, answer.Value, answer.PhotoDocumentId, answer.VisitId == 0 && visitId != 0)
            : new AskedQuestion(q, "", null, false)).ToList();
        return
        [
            .. asked,
            .. answers.Where(a => a.VisitId == visitId && questions.All(q => q.Key != a.Key)).Select(a => new AskedQuestion(a.Question, a.Value, a.PhotoDocumentId, true)),
        ];
    }

    /// <summary>Labels of the required questions without an answer, in the reader's language.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(PortalDbContext db, long requestId, long visitId, CancellationToken ct) =>
        [.. (await AskAsync(db, requestId, visitId, ct)).Where(q => q.Question.Required && q.Value.Length == 0 && q.PhotoDocumentId is null)
            .Select(q => q.Question.Label.In(CultureInfo.CurrentUICulture.Name))];

    /// <summary>The value as it is kept, or what is wrong with it; empty is an answer that is still missing.</summary>
    public static Result<string> Check(Question question, string? typed, CultureInfo culture)
    {
        var text = TypedAnswer.Same(typed ?? "");
        var on = FieldOf(question);
        if (text.Length == 0)
        {
            return "";
        }

        return question.Kind switch
        {
            QuestionKind.Choice when !question.Choices.Any(c => c.French == text || c.English == text) => Refusal.Invalid("Interventions.NoSuchChoice").On(on),
            QuestionKind.YesNo when text is not (Yes or No) => Refusal.Invalid("Interventions.NoSuchChoice").On(on),
            QuestionKind.Number => Number(text, culture) is { } number ? number.ToString(CultureInfo.InvariantCulture) : Refusal.Invalid("Interventions.NotANumber").On(on),
            QuestionKind.Text when text.Length > Lengths.Text => Refusal.Invalid("Common.TooLong", "", Lengths.Text).On(on),
            _ => text,
        };
    }

    /// <summary>"12,5" and "12.5" are both twelve and a half: people on site type what their keyboard has, and read 12 345,5 off a counter.</summary>
    private static decimal? Number(string text, CultureInfo culture) => Formats.For(culture.Name).TryReadDecimal(text, out var number) ? number : null;

    /// <summary>An answer as its reader reads it.</summary>
    public static string Say(Question question, string value, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return question.Kind switch
        {
            QuestionKind.YesNo => new System.Resources.ResourceManager(typeof(InterventionsText)).GetString(value == Yes ? "Yes" : "No", culture) ?? "",
            QuestionKind.Choice => question.Choices.FirstOrDefault(c => c.French == value || c.English == value)?.In(language) ?? value,
            QuestionKind.Number when decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) =>
                $"{Formats.For(language).Quantity(number)} {question.Unit}".Trim(),
            _ => value,
        };
    }
}
