using System.Globalization;
using Portal.Web.Kit;

namespace Portal.Web.Clients;

/// <summary>Where the counters of a client lead.</summary>
public static class ClientLinks
{
    private static readonly Dictionary<string, (string Icon, string Path)> Known = new(StringComparer.Ordinal)
    {
        ["Jobs"] = (Icons.Job, "/jobs"),
        ["Quotes"] = (Icons.Quote, "/quotes"),
        ["Invoices"] = (Icons.Invoice, "/invoices"),
        ["Payments"] = (Icons.Payment, "/payments"),
        ["Contracts"] = (Icons.Contract, "/contracts"),
        ["Requests"] = (Icons.Phone, "/requests"),
        ["Tickets"] = (Icons.Helpdesk, "/tickets"),
    };

    public static string IconOf(string what) => Known.TryGetValue(what, out var link) ? link.Icon : Icons.Box;

    /// <summary>The list of that kind, of this client only, in all states.</summary>
    public static string? HrefOf(string what, long clientId) =>
        what == "Equipment" ? string.Create(CultureInfo.InvariantCulture, $"/clients/{clientId}/equipment")
        : Known.TryGetValue(what, out var link) ? string.Create(CultureInfo.InvariantCulture, $"{link.Path}?view=all&f_client={clientId}") : null;
}
