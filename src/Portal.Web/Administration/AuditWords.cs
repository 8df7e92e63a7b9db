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
    public string Subject(string name) => texts["Subject." + name] is { ResourceNotFound: false } found ? found : Spaced(name);

    public string Property(string subject, string property) =>
        texts[$"{subject}.{property}"] is { ResourceNotFound: false } own ? own
        : texts[property] is { ResourceNotFound: false } found ? found
        : Spaced(property);

    /// <summary>A value as a person reads it; the trail keeps them as the program writes them.</summary>
    public string Value(string subject, string property, string? text) => (subject, property, text) switch
    {
        (_, _, null or "") => "—",
        (_, _, "True") => pages["Yes"],
        (_, _, "False") => pages["No"],
        (nameof(Role), "Permissions", _) => Each(text, names.Permission),
        (nameof(User), "Roles", _) => Each(text, names.Role),
        _ when DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Formats.Current.Date(day),
        _ when text is [.., 'Z'] && DateTime.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) =>
            Formats.Current.DateTime(time.Local(at)),
        _ => text,
    };

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
