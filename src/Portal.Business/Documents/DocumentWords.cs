using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using Portal.Business.Common;
using Portal.Business.Companies;

namespace Portal.Business.Documents;

/// <summary>The texts and formats of documents in one language, whoever is signed in and whatever the culture of the thread.</summary>
public sealed class DocumentWords
{
    private static readonly ResourceManager Texts = new(typeof(DocumentsText));
    private static readonly ResourceManager Companies = new(typeof(CompaniesText));
    private static readonly ConcurrentDictionary<string, DocumentWords> Known = new(StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, string> found = new(StringComparer.Ordinal);

    private DocumentWords(string language)
    {
        Language = language;
        Formats = Formats.For(language);
    }

    /// <summary>"fr-CA", "fr-FR" or "en-CA".</summary>
    public string Language { get; }

    public Formats Formats { get; }

    public string this[string key] => found.GetOrAdd(key, Find);

    public static DocumentWords For(string language) => Known.GetOrAdd(language, static l => new DocumentWords(l));

    public string Say(string key, params object?[] args) => string.Format(CultureInfo.InvariantCulture, this[key], args);

    /// <summary>A label and its value, with the punctuation of the language: "Tél. : 514 …", "Tel.: 514 …".</summary>
    public string Labelled(string key, string value) => Say("Labelled", this[key], value);

    /// <summary>The name of a country by its ISO code; the code itself where nobody knows better.</summary>
    public string Country(string code) => Companies.GetString("Country." + code, Formats.Culture) ?? code;

    private string Find(string key) =>
        Texts.GetString(key, Formats.Culture) ?? throw new InvalidOperationException($"The documents have no text '{key}'.");
}
