namespace Portal.Business.Clients;

/// <summary>Who receives an invoice: To the billing manager, in copy every active contact ticked "invoices by email".</summary>
public sealed record InvoiceRecipients(string? To, IReadOnlyList<string> Cc)
{
    /// <summary>Nobody to send to: the invoice waits under "needs attention".</summary>
    public bool IsEmpty => To is null;

    public static InvoiceRecipients Of(Client client)
    {
        var manager = client.Contacts.SingleOrDefault(c => c.Id == client.BillingManagerId && c.IsActive && c.Email.Length > 0);
        var copies = client.Contacts
            .Where(c => c.Id != client.BillingManagerId && c is { InvoicesByEmail: true, IsActive: true, Email.Length: > 0 })
            .Select(c => c.Email)
            .Where(email => !string.Equals(email, manager?.Email, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase);
        return new InvoiceRecipients(manager?.Email, [.. copies]);
    }
}
