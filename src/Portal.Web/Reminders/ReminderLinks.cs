using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Business.Reminders;

namespace Portal.Web.Reminders;

/// <summary>Addresses of reminders: which one is meant stands in them.</summary>
public static class ReminderLinks
{
    public const string Letter = "/documents/reminders/preview.pdf";

    public static string Preview(ReminderKey key) => With("/reminders/preview", ReminderWish.Due(key));

    public static string Preview(long invoiceId) => With("/reminders/preview", ReminderWish.OfInvoice(invoiceId));

    public static string LetterOf(ReminderWish wish) => With(Letter, wish);

    public static string LetterOf(long noticeId) => $"/documents/reminders/{noticeId}.pdf";

    public static string OfClient(long clientId) => QueryHelpers.AddQueryString("/reminders", "f_client", clientId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null where the address names none.</summary>
    public static ReminderWish? Read(long? entity, long? client, string? currency, int? level, long? invoice) =>
        invoice is { } id ? ReminderWish.OfInvoice(id)
        : entity is { } e && client is { } c && level is { } l && currency is not null ? ReminderWish.Due(new ReminderKey(e, c, currency, l))
        : null;

    private static string With(string path, ReminderWish wish) => QueryHelpers.AddQueryString(path, new Dictionary<string, string?>
    {
        ["entity"] = wish.Key?.LegalEntityId.ToString(CultureInfo.InvariantCulture),
        ["client"] = wish.Key?.ClientId.ToString(CultureInfo.InvariantCulture),
        ["currency"] = wish.Key?.Currency,
        ["level"] = wish.Key?.Level.ToString(CultureInfo.InvariantCulture),
        ["invoice"] = wish.InvoiceId?.ToString(CultureInfo.InvariantCulture),
    }.Where(p => p.Value is not null));
}
