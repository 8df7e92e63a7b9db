using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Business.Receivables;

namespace Portal.Web.Receivables;

/// <summary>Addresses of statements: what is shown stands in them.</summary>
public static class StatementLinks
{
    public static string Page(long clientId, long? entityId, string? currency, DateOnly? day) =>
        With($"/clients/{clientId}/statement", new StatementWish(clientId, entityId, currency, day));

    public static string Pdf(StatementWish wish) => With($"/documents/statements/{wish.ClientId}.pdf", wish);

    public static string OwnPdf(StatementWish wish) => With($"/portal/statements/{wish.ClientId}.pdf", wish);

    private static string With(string path, StatementWish wish) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["entity"] = wish.LegalEntityId?.ToString(CultureInfo.InvariantCulture),
        ["currency"] = wish.Currency,
        ["day"] = wish.Day?.ToString("O", CultureInfo.InvariantCulture),
        ["from"] = wish.From?.ToString("O", CultureInfo.InvariantCulture),
    }.Where(p => p.Value is not null));
}
