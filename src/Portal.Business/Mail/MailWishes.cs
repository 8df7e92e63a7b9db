using Portal.Business.Clients;
using Portal.Business.Common;

namespace Portal.Business.Mail;

/// <summary>To whom a message goes and what it says, as a person may change both before it is sent.</summary>
public sealed record MailWishes(IReadOnlyList<MailContact> To, IReadOnlyList<MailContact> Cc, string Subject, string Body)
{
    public IReadOnlyList<MailContact> Bcc { get; init; } = [];

    /// <summary>To the billing manager of a client with copies as for invoices, each under the name of their contact.</summary>
    public static MailWishes ByRule(Client client, string subject, string body)
    {
        var recipients = InvoiceRecipients.Of(client);
        return new MailWishes(recipients.To is { } to ? [Named(client, to)] : [], [.. recipients.Cc.Select(address => Named(client, address))], subject, body);
    }

    /// <summary>All that is wrong with what a person typed.</summary>
    public IReadOnlyList<Refusal> Check(MailKind kind) =>
    [
        .. To.Count == 0 ? [Refusal.Invalid("Common.Required").On(nameof(To))] : Array.Empty<Refusal>(),
        .. Unusable(nameof(To), To),
        .. Unusable(nameof(Cc), Cc),
        .. Unusable(nameof(Bcc), Bcc),
        .. MailProposals.Check(kind, Subject, Body),
    ];

    private static MailContact Named(Client client, string address) =>
        new(address, client.Contacts.Find(c => string.Equals(c.Email, address, StringComparison.OrdinalIgnoreCase))?.Name);

    private static IEnumerable<Refusal> Unusable(string field, IReadOnlyList<MailContact> contacts) =>
        contacts.Where(c => !EmailAddress.IsValid(c.Address)).Select(c => Refusal.Invalid("Mail.NoAddress", c.Address).On(field));
}
