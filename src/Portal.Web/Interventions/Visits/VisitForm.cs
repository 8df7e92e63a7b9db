using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Business.Documents;

namespace Portal.Web.Interventions.Visits;

/// <summary>What the one form of a visit brought.</summary>
/// <param name="What">The button: "start", "part".</param>
/// <param name="Of">What the button stands beside: a product, a photo.</param>
public sealed record VisitForm(IFormCollection Fields, string Action, string What, long Of, IReadOnlyList<DocumentFile> Photos, IReadOnlyDictionary<string, DocumentFile> AnswerPhotos)
{
    public const string Question = "q-";
    public const string QuestionPhoto = "qf-";

    /// <summary>Refusals about a question stand beside it.</summary>
    public static bool IsForTheForm(Business.Common.Refusal refusal) => refusal.Field?.StartsWith(Question, StringComparison.Ordinal) != true;

    public string this[string field] => Fields[field].ToString();

    /// <summary>One key per page that was shown and thing that was asked for: the same form sent again has the same.</summary>
    public Guid Key(string more = "") => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{this["key"]}|{Action}|{more}")).AsSpan(0, 16));

    public decimal? Number(string field) => Business.Common.Formats.Current.TryReadDecimal(this[field], out var number) ? number : null;

    /// <summary>By key of the question.</summary>
    public Dictionary<string, string> Answers() => Fields.Keys.Where(k => k.StartsWith(Question, StringComparison.Ordinal))
        .ToDictionary(k => k[Question.Length..], k => Fields[k].ToString());

    public static async Task<VisitForm> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var fields = await request.ReadFormAsync(ct);
        var action = fields["do"].ToString() is { Length: > 0 } pressed ? pressed : "save";
        var parts = action.Split(':', 2);
        var photos = new List<DocumentFile>();
        var answers = new Dictionary<string, DocumentFile>();
        foreach (var file in fields.Files.Where(f => f.Length > 0))
        {
            if (file.Name == "photos")
            {
                photos.Add(await FileAsync(file, ct));
            }
            else if (file.Name.StartsWith(QuestionPhoto, StringComparison.Ordinal))
            {
                answers[file.Name[QuestionPhoto.Length..]] = await FileAsync(file, ct);
            }
        }

        return new VisitForm(fields, action, parts[0], parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, photos, answers);
    }

    /// <summary>One byte more than may be kept is enough to refuse it.</summary>
    public static async Task<DocumentFile> FileAsync(IFormFile file, CancellationToken ct)
    {
        await using var stream = file.OpenReadStream();
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while (memory.Length <= Uploads.Largest && (read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            memory.Write(buffer, 0, read);
        }

        return new DocumentFile(file.FileName, file.ContentType, memory.ToArray());
    }
}
