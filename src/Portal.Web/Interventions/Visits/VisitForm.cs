using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Business.Documents;
using Portal.Business.Interventions;
using Portal.Web.Kit;

namespace Portal.Web.Interventions.Visits;

/// <summary>What the one form of a visit brought.</summary>
/// <param name="What">The button: "start", "part".</param>
/// <param name="Of">What the button stands beside: a product, a photo.</param>
public sealed record VisitForm(IFormCollection Fields, string Action, string What, long Of, IReadOnlyList<IncomingFile> Photos, IReadOnlyDictionary<string, IncomingFile> AnswerPhotos)
{
    public const string Question = "q-";
    public const string QuestionPhoto = "qf-";

    /// <summary>The answer as it was kept when the question was shown.</summary>
    public const string QuestionSeen = "qs-";

    public const string LeftToDo = "left-to-do";

    /// <summary>Refusals about a question, the purchase order or what is left to do stand beside it.</summary>
    public static bool IsForTheForm(Business.Common.Refusal refusal) =>
        refusal.Field != VisitOrder.Field && !IsOfFinishing(refusal) && refusal.Field?.StartsWith(Question, StringComparison.Ordinal) != true;

    public static bool IsOfFinishing(Business.Common.Refusal refusal) => refusal.Field == nameof(Visit.Reason);

    public string this[string field] => Fields[field].ToString();

    /// <summary>One key per page that was shown and thing that was asked for: the same form sent again has the same.</summary>
    public Guid Key(string more = "") => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{this["key"]}|{Action}|{more}")).AsSpan(0, 16));

    public decimal? Number(string field) => Business.Common.Formats.Current.TryReadDecimal(this[field], out var number) ? number : null;

    public TEnum? Choice<TEnum>(string field)
        where TEnum : struct, Enum => AddressPart.Choice<TEnum>(this[field]);

    /// <summary>By key of the question.</summary>
    public Dictionary<string, TypedAnswer> Answers() => Fields.Keys.Where(k => k.StartsWith(Question, StringComparison.Ordinal)).Select(k => k[Question.Length..])
        .ToDictionary(k => k, k => new TypedAnswer(this[Question + k], this[QuestionSeen + k]));

    public static async Task<VisitForm> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var fields = await request.ReadFormAsync(ct);
        var action = fields["do"].ToString() is { Length: > 0 } pressed ? pressed : "save";
        var parts = action.Split(':', 2);
        var photos = new List<IncomingFile>();
        var answers = new Dictionary<string, IncomingFile>();
        foreach (var file in fields.Files.Where(f => f.Length > 0))
        {
            if (file.Name == "photos")
            {
                photos.Add(FileOf(file));
            }
            else if (file.Name.StartsWith(QuestionPhoto, StringComparison.Ordinal))
            {
                answers[file.Name[QuestionPhoto.Length..]] = FileOf(file);
            }
        }

        return new VisitForm(fields, action, parts[0], parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, photos, answers);
    }

    /// <summary>It stands in a temporary file of the form until the answer is sent.</summary>
    public static IncomingFile FileOf(IFormFile file) => new(file.FileName, file.OpenReadStream());
}
