using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Portal.Business.Common;

namespace Portal.Browser.Tests.Stories;

/// <summary>The labels of the screens in one language, by the same keys that the pages use.</summary>
internal sealed class Words(string language)
{
    private static readonly ConcurrentDictionary<Type, ResourceManager> Texts = new();

    public string Language => language;

    public Formats Formats { get; } = Formats.For(language);

    public string Of<T>(string key, params object[] arguments)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var text = Texts.GetOrAdd(typeof(T), type => new ResourceManager(type)).GetString(key, culture)
            ?? throw new ArgumentException($"{typeof(T).Name} has no text {key}.", nameof(key));
        return string.Format(culture, text, arguments);
    }

    /// <summary>The whole text of an element, whatever spaces stand around it and between the words.</summary>
    public static Regex Exactly(string text) => new($"^\\s*{Loose(text)}\\s*$");

    public static Regex Containing(string text) => new(Loose(text));

    private static string Loose(string text) => Regex.Replace(Regex.Escape(text), @"(\\?\s)+", @"\s+");
}
