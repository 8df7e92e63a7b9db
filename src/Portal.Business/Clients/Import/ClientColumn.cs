using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Business.Common;

namespace Portal.Business.Clients.Import;

/// <summary>Columns of an import file. Their headings are texts of this capability, in both languages; a file may use either.</summary>
public enum ClientColumn
{
    Name,
    Kind,
    Siren,
    Siret,
    VatId,
    Neq,
    Gst,
    Qst,
    Language,
    Currency,
    PaymentTerms,
    FiscalPosition,
    GlAccount,
    PurchaseOrderRequired,
    Phone,
    Email,
    Line1,
    Line2,
    City,
    Region,
    PostalCode,
    Country,
    ManagerName,
    ManagerTitle,
    ManagerEmail,
    ManagerPhone,
    Copy1Name,
    Copy1Email,
    Copy2Name,
    Copy2Email,
    Notes,
    Labels,
}

public static class ClientColumns
{
    public static IReadOnlyList<ClientColumn> All { get; } = Enum.GetValues<ClientColumn>();

    public static string Heading(IStringLocalizer<ClientsText> texts, ClientColumn column) => texts["Column." + column].Value;

    /// <summary>Folded headings of both languages, and the columns' own names.</summary>
    public static IReadOnlyDictionary<string, ClientColumn> ByHeading(IStringLocalizer<ClientsText> texts)
    {
        var found = new Dictionary<string, ClientColumn>(StringComparer.Ordinal);
        var present = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var culture in new[] { "en-CA", "fr-CA", "fr-FR" })
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
                foreach (var column in All)
                {
                    found[Key(Heading(texts, column))] = column;
                    found[Key(column.ToString())] = column;
                }
            }
        }
        finally
        {
            CultureInfo.CurrentUICulture = present;
        }

        return found;
    }

    /// <summary>Case, accents, spaces and punctuation don't matter in a heading.</summary>
    public static string Key(string heading) => string.Concat(Folding.Fold(heading).Where(char.IsLetterOrDigit));
}
