using System.Text;
using Microsoft.Extensions.Localization;

namespace Portal.Web.Administration;

/// <summary>
/// Says the names of records and properties of the audit trail (AuditWords.resx). A property of one kind of record stands there as
/// "Invoice.Number", one that means the same everywhere as "Number"; what is not there is said as the program writes it.
/// </summary>
public sealed class AuditWords(IStringLocalizer<AuditWords> texts)
{
    public string Subject(string name) => texts["Subject." + name] is { ResourceNotFound: false } found ? found : Spaced(name);

    public string Property(string subject, string property) =>
        texts[$"{subject}.{property}"] is { ResourceNotFound: false } own ? own
        : texts[property] is { ResourceNotFound: false } found ? found
        : Spaced(property);

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
