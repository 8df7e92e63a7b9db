using Portal.Business.Common;

namespace Portal.Business.Mail;

/// <summary>A company's own wording of one kind of message in one language; without it the built-in wording is used.</summary>
public sealed class MailTemplate : Entity, IAudited, IVersioned
{
    private MailTemplate()
    {
    }

    public MailTemplate(string kind, string language, string subject, string body)
    {
        Kind = kind;
        Language = language;
        Subject = subject;
        Body = body;
    }

    public string Kind { get; private set; } = "";

    /// <summary>One of <see cref="MailLanguages.All"/>.</summary>
    public string Language { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    public int Version { get; private set; }

    public void Reword(string subject, string body)
    {
        Subject = subject;
        Body = body;
    }
}

public static class MailLanguages
{
    public const string English = "en";
    public const string FrenchOfCanada = "fr-CA";
    public const string FrenchOfFrance = "fr-FR";

    public static IReadOnlyList<string> All { get; } = [English, FrenchOfCanada, FrenchOfFrance];

    /// <summary>The language that templates have for a client's or user's ("en-CA", "fr", …).</summary>
    public static string Nearest(string language) =>
        !language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? English
        : language.EndsWith("FR", StringComparison.OrdinalIgnoreCase) && language.Length > 2 ? FrenchOfFrance
        : FrenchOfCanada;
}
