using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Portal.Business.Common;

/// <summary>Texts in a given language instead of the user's: for documents, mails and what is stored.</summary>
public static class TextsIn
{
    private static readonly ConcurrentDictionary<Type, ResourceManager> Managers = new();

    /// <typeparam name="T">The marker class of the resource.</typeparam>
    public static string Get<T>(string language, string key, params object[] args)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var text = Managers.GetOrAdd(typeof(T), static t => new ResourceManager(t)).GetString(key, culture)
            ?? throw new MissingManifestResourceException($"{typeof(T).Name} has no text {key}.");
        return args.Length == 0 ? text : string.Format(culture, text, args);
    }
}
