namespace Portal.Business.Common;

/// <summary>A text that people maintain in both languages; an empty one falls back on the other.</summary>
public sealed record LocalText(string French, string English)
{
    public static LocalText Empty { get; } = new("", "");

    public static LocalText Same(string text) => new(text, text);

    public bool IsEmpty => French.Length == 0 && English.Length == 0;

    /// <param name="language">"fr-CA", "en" …</param>
    public string In(string language) =>
        language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? Either(French, English) : Either(English, French);

    private static string Either(string first, string second) => first.Length > 0 ? first : second;
}
