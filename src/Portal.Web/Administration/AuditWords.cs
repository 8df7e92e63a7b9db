using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Localization;
using Portal.Business.Accounts;
using Portal.Business.Common;
using Portal.Web.Kit;

namespace Portal.Web.Administration;

/// <summary>
/// Says the names of records and properties of the audit trail (AuditWords.resx). A property of one kind of record stands there as
/// "Invoice.Number", one that means the same everywhere as "Number"; what is not there is said as the program writes it.
/// </summary>
public sealed class AuditWords(IStringLocalizer<AuditWords> texts, IStringLocalizer<AdministrationPages> pages, AccountNames names, ScreenTime time)
{
    private static readonly Dictionary<string, Type> Classes = typeof(Entity).Assembly.GetExportedTypes()
        .Where(t => typeof(IAudited).IsAssignableFrom(t) || typeof(IAuditedPart).IsAssignableFrom(t)).Where(t => t.IsClass).ToDictionary(t => t.Name);

    private static readonly ConcurrentDictionary<(string Subject, string Path), Type?> Types = new();

    public string Subject(string name) => texts["Subject." + name] is { ResourceNotFound: false } found ? found : Spaced(name);

    public string Property(string subject, string property) =>
        texts[$"{subject}.{property}"] is { ResourceNotFound: false } own ? own
        : texts[property] is { ResourceNotFound: false } found ? found
        : Spaced(property);

    /// <summary>A value as a person reads it; the trail keeps them as the program writes them.</summary>
    public string Value(string subject, string property, string? text) => (subject, property, text) switch
    {
        (_, _, null or "") => "—",
        (_, _, "True" or "true") => pages["Yes"],
        (_, _, "False" or "false") => pages["No"],
        (nameof(Role), "Permissions", _) => Each(text, names.Permission),
        (nameof(User), "Roles", _) => Each(text, names.Role),
        _ when TypeOf(subject, property) is { IsEnum: true } type => texts[$"Value.{type.Name}.{text}"] is { ResourceNotFound: false } word ? word : text,
        _ when TypeOf(subject, property) == typeof(decimal) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            Formats.Current.UnitPrice(number),
        _ when DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Formats.Current.Date(day),
        _ when text is [.., 'Z'] && DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) =>
            Formats.Current.DateTime(time.Local(at)),
        _ when TypeOf(subject, property) == typeof(DateTimeOffset) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) =>
            Formats.Current.DateTime(time.Local(moment.UtcDateTime)),
        _ => text,
    };

    /// <summary>The trail names a property by its path ("Address.City"); null for what is no property of a class of ours any more.</summary>
    private static Type? TypeOf(string subject, string path) => Types.GetOrAdd((subject, path), static key =>
    {
        var type = Classes.GetValueOrDefault(key.Subject);
        foreach (var name in key.Path.Split('.'))
        {
            type = type?.GetProperty(name)?.PropertyType;
        }

        return type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
    });

    private static string Each(string list, Func<string, string> name) => string.Join(", ", list.Split(", ").Select(name));

    /// <summary>"BillingAddress.City" → "Billing address: city".</summary>
    private static string Spaced(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (c == '.')
            {
                words.Append(':');
            }
            else if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append(' ').Append(char.ToLowerInvariant(c));
            }
            else
            {
                words.Append(c);
            }
        }

        return words.ToString();
    }
}
