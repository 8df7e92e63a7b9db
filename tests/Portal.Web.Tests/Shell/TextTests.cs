using System.Collections;
using System.Globalization;
using System.Resources;

namespace Portal.Web.Tests.Shell;

/// <summary>Every text of the screens exists in both languages, with the same placeholders.</summary>
public sealed class TextTests
{
    public static TheoryData<string> Resources() =>
        [.. typeof(Portal.Web.Shell.App).Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(".resources", StringComparison.Ordinal)).Select(n => n[..^".resources".Length])];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Text_OfEveryKey_ExistsInFrench(string resource)
    {
        var texts = new ResourceManager(resource, typeof(Portal.Web.Shell.App).Assembly);
        var english = Read(texts, CultureInfo.InvariantCulture);
        var french = Read(texts, CultureInfo.GetCultureInfo("fr"));

        Assert.Equal(english.Keys.Order(), french.Keys.Order());
        foreach (var (key, text) in english)
        {
            Assert.False(string.IsNullOrWhiteSpace(french[key]), $"{resource}.{key} is empty in French.");
            Assert.True(Placeholders(text).SetEquals(Placeholders(french[key])), $"{resource}.{key} has other placeholders in French.");
        }
    }

    private static Dictionary<string, string> Read(ResourceManager texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false) is { } set
            ? set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!)
            : [];

    private static HashSet<string> Placeholders(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, @"\{(\d+)").Select(m => m.Groups[1].Value)];
}
