using System.Globalization;
using System.Resources;

namespace Portal.Business.Mail;

/// <summary>
/// A kind of message that a capability sends. Its built-in wording stands in the capability's texts under
/// "Mail.{Name}.Subject" and "Mail.{Name}.Body", what the settings call it under "Mail.{Name}.Name", and an example value of a
/// placeholder under "MailSample.{Placeholder}".
/// </summary>
/// <param name="Name">"quote.sent": stored, never changed.</param>
/// <param name="Texts">The marker class of the capability's resx.</param>
/// <param name="Placeholders">What its wording may name in double braces, beside <see cref="CompanyPlaceholders"/>.</param>
public sealed record MailKind(string Name, Type Texts, params string[] Placeholders)
{
    /// <summary>Known to all kinds, filled from the <see cref="MailBrand"/>.</summary>
    public static readonly IReadOnlyList<string> CompanyPlaceholders = ["Company.Name"];

    private readonly ResourceManager texts = new(Texts);

    /// <summary>A person writes its text to the other, whatever sends it: see <see cref="OutgoingMessage.IsWritten"/>.</summary>
    public bool IsWritten { get; init; }

    public IEnumerable<string> AllPlaceholders => Placeholders.Concat(CompanyPlaceholders);

    public string Title(CultureInfo culture) => Text($"Mail.{Name}.Name", culture);

    public string DefaultSubject(string language) => Text($"Mail.{Name}.Subject", CultureInfo.GetCultureInfo(language));

    public string DefaultBody(string language) => Text($"Mail.{Name}.Body", CultureInfo.GetCultureInfo(language));

    /// <summary>What the preview shows for a placeholder.</summary>
    public string Sample(string placeholder, string language) =>
        texts.GetString($"MailSample.{placeholder}", CultureInfo.GetCultureInfo(language)) ?? $"‹{placeholder}›";

    private string Text(string key, CultureInfo culture) =>
        texts.GetString(key, culture) ?? throw new InvalidOperationException($"{Texts.Name} has no text {key}.");
}

/// <summary>All kinds that the capabilities have registered.</summary>
public sealed class MailKinds(IEnumerable<MailKind> kinds)
{
    private readonly Dictionary<string, MailKind> byName = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    public IEnumerable<MailKind> All => byName.Values;

    public MailKind this[string name] => byName.TryGetValue(name, out var kind)
        ? kind
        : throw new InvalidOperationException($"No capability has registered the kind of message '{name}'.");

    public MailKind? Find(string name) => byName.GetValueOrDefault(name);
}
