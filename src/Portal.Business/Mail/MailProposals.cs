using Microsoft.EntityFrameworkCore;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Business.Mail;

/// <summary>A wording with its values, for a person to adapt before it is sent.</summary>
public static class MailProposals
{
    /// <summary>The company's own wording, or the built-in one.</summary>
    public static async Task<(string Subject, string Body)> ProposeAsync(
        PortalDbContext db, MailKind kind, string language, string companyName, IReadOnlyDictionary<string, string?> values, CancellationToken ct)
    {
        var nearest = MailLanguages.Nearest(language);
        var own = await db.MailTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Kind == kind.Name && t.Language == nearest, ct);
        var all = new Dictionary<string, string?>(values) { ["Company.Name"] = companyName };
        string Fill(string wording) => WithoutGaps(string.Join('\n', wording.ReplaceLineEndings("\n").Split('\n').Where(line => !NamesNothing(line, all)).Select(line =>
            all.Aggregate(line, (text, value) => text.Replace("{{" + value.Key + "}}", TemplateText.Escape(value.Value ?? ""), StringComparison.Ordinal)))));
        return (Fill(own?.Subject ?? kind.DefaultSubject(nearest)), Fill(own?.Body ?? kind.DefaultBody(nearest)));
    }

    /// <summary>What is wrong with a wording that a person typed.</summary>
    public static IEnumerable<Refusal> Check(MailKind kind, string subject, string body)
    {
        var known = kind.AllPlaceholders.ToList();
        if (string.IsNullOrWhiteSpace(subject))
        {
            yield return Refusal.Invalid("Common.Required").On("Subject");
        }

        foreach (var refusal in TemplateText.Check("Subject", subject, known).Concat(TemplateText.Check("Body", body, known)))
        {
            yield return refusal;
        }
    }

    /// <summary>Where a paragraph was left out, one empty line is enough.</summary>
    private static string WithoutGaps(string text)
    {
        while (text.Contains("\n\n\n", StringComparison.Ordinal))
        {
            text = text.Replace("\n\n\n", "\n\n", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>A line whose placeholders are all empty says nothing ("PO number: ") and is left out.</summary>
    private static bool NamesNothing(string line, Dictionary<string, string?> values)
    {
        var named = values.Where(v => line.Contains("{{" + v.Key + "}}", StringComparison.Ordinal)).ToList();
        return named.Count > 0 && named.TrueForAll(v => string.IsNullOrEmpty(v.Value));
    }
}
