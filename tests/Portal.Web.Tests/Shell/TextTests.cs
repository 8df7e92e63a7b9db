using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Portal.Business.Common;

namespace Portal.Web.Tests.Shell;

/// <summary>Every text of the screens and rules exists in both languages, with the same placeholders.</summary>
public sealed partial class TextTests
{
    private static readonly Assembly[] Parts = [typeof(Portal.Web.Shell.App).Assembly, typeof(RefusalTexts).Assembly];

    private static IEnumerable<string> Names => Parts.SelectMany(p => p.GetManifestResourceNames())
        .Where(n => n.EndsWith(".resources", StringComparison.Ordinal)).Select(n => n[..^".resources".Length]);

    public static TheoryData<string> Resources() => [.. Names];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Text_OfEveryKey_ExistsInFrench(string resource)
    {
        var texts = Open(resource);
        var english = Read(texts, CultureInfo.InvariantCulture);
        var french = Read(texts, CultureInfo.GetCultureInfo("fr"));

        Assert.Equal(english.Keys.Order(), french.Keys.Order());
        foreach (var (key, text) in english)
        {
            Assert.False(string.IsNullOrWhiteSpace(french[key]), $"{resource}.{key} is empty in French.");
            Assert.True(Placeholders(text).SetEquals(Placeholders(french[key])), $"{resource}.{key} has other placeholders in French.");
        }
    }

    /// <summary>No line begins with a lonely sign: what docs/terms.md says of spaces in French.</summary>
    [Theory]
    [MemberData(nameof(Resources))]
    public void FrenchText_BeforeAndAfterSigns_HasTheSpacesOfItsCountry(string resource)
    {
        var texts = Open(resource);
        var common = Read(texts, CultureInfo.GetCultureInfo("fr"));
        var france = Read(texts, CultureInfo.GetCultureInfo("fr-FR"));
        var wrong = common.Where(t => WrongInCanada().IsMatch(t.Value)).Select(t => $"{t.Key} (fr): {t.Value}")
            .Concat(france.Where(t => WrongInFrance().IsMatch(t.Value)).Select(t => $"{t.Key} (fr-FR): {t.Value}"))
            .Concat(common.Where(t => SetApartInFrance().IsMatch(t.Value) && !france.ContainsKey(t.Key)).Select(t => $"{t.Key} needs a text in fr-FR: {t.Value}"));

        Assert.Empty(wrong);
    }

    /// <summary>As amounts and rates are written beside it: 30%.</summary>
    [Theory]
    [MemberData(nameof(Resources))]
    public void EnglishText_BeforeAPercentSign_HasNoSpace(string resource) =>
        Assert.DoesNotContain(Read(Open(resource), CultureInfo.InvariantCulture), t => Regex.IsMatch(t.Value, @"[\d}]\s%"));

    /// <summary>One word for one thing on all pages.</summary>
    [Theory]
    [MemberData(nameof(Resources))]
    public void EnglishText_OfMail_SaysEmail(string resource) =>
        Assert.DoesNotContain(Read(Open(resource), CultureInfo.InvariantCulture), t => t.Value.Contains("e-mail", StringComparison.OrdinalIgnoreCase));

    /// <summary>A refusal without a text shows its bare code to the person it was meant to help.</summary>
    [Fact]
    public void EveryRefusal_NamedInTheCode_HasAText()
    {
        var texts = Names.Where(r => r.EndsWith("Text", StringComparison.Ordinal))
            .ToDictionary(r => r.Split('.')[^1][..^"Text".Length], r => Read(Open(r), CultureInfo.InvariantCulture));
        var missing = SourceFiles().SelectMany(File.ReadLines).SelectMany(line => RefusalCode().Matches(line)).Select(m => m.Groups)
            .Where(g => !(texts.TryGetValue(g[1].Value, out var own) && own.ContainsKey(g[2].Value)))
            .Select(g => $"{g[1].Value}.{g[2].Value}").Distinct();

        Assert.Empty(missing);
    }

    private static IEnumerable<string> SourceFiles()
    {
        var top = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(top.FullName, "Portal.sln")))
        {
            top = top.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return new[] { "Portal.Business", "Portal.Web" }.SelectMany(p => Directory.EnumerateFiles(Path.Combine(top.FullName, "src", p), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    private static ResourceManager Open(string resource) =>
        new(resource, Array.Find(Parts, p => resource.StartsWith(p.GetName().Name! + ".", StringComparison.Ordinal))!);

    [GeneratedRegex(@"Refusal\.\w+\(""([A-Z]\w+)\.([\w.]+)""")]
    private static partial Regex RefusalCode();

    [GeneratedRegex(@"[ \u202f](?::(?!\w)|»)|«(?!\u00a0)|(?<!\u00a0)»|\s[;?!](?!\w)")]
    private static partial Regex WrongInCanada();

    [GeneratedRegex(@"[ \u202f](?:[:;?!](?!\w)|»)|«(?!\u00a0)|(?<!\u00a0)»|(?<!\s)[;?!](?!\w)")]
    private static partial Regex WrongInFrance();

    [GeneratedRegex(@"[;?!](?!\w)")]
    private static partial Regex SetApartInFrance();

    private static Dictionary<string, string> Read(ResourceManager texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false) is { } set
            ? set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!)
            : [];

    private static HashSet<string> Placeholders(string text) =>
        [.. Regex.Matches(text, @"\{(\d+)").Select(m => m.Groups[1].Value)];
}
