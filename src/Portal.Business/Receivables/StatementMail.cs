using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;

namespace Portal.Business.Receivables;

/// <summary>The message that carries a statement to the client's billing manager, with copies as for invoices.</summary>
public sealed class StatementMail(Outbox outbox)
{
    public static MailKind Kind { get; } = new(
        "statement", typeof(ReceivablesText), "Contact.Name", "Client.Name", "Statement.Date", "Statement.Balance", "Statement.Overdue", "Statement.Credit");

    /// <summary>The company's wording with its values and the recipients by rule, for a person to adapt.</summary>
    internal static async Task<MailWishes> ProposeAsync(PortalDbContext db, FoundStatement found, CancellationToken ct)
    {
        var (subject, body) = await MailProposals.ProposeAsync(db, Kind, found.Client.Language, found.Entity.Name, Values(found), ct);
        return MailWishes.ByRule(found.Client, subject, body);
    }

    internal static string KeyOf(long clientId, Guid requestKey) => $"statement:{clientId}:{requestKey:N}";

    internal void Queue(PortalDbContext db, FoundStatement found, StoredDocument document, MailWishes wishes, Guid requestKey) =>
        outbox.Add(db, new NewMessage(Kind.Name, MailComposer.Compose(found.Client.Language, wishes.Subject, wishes.Body, MailBrand.Of(found.Entity), Values(found)))
        {
            About = SubjectRef.To(found.Client),
            ClientId = found.Client.Id,
            LegalEntityId = found.Entity.Id,
            From = Outbox.SenderOf(found.Entity),
            To = wishes.To,
            Cc = wishes.Cc,
            Attachments = [MailAttachment.Of(document)],
            IsWritten = true,
            DedupeKey = KeyOf(found.Client.Id, requestKey),
        });

    private static Dictionary<string, string?> Values(FoundStatement found)
    {
        var (statement, client) = (found.Statement, found.Client);
        var formats = Formats.For(client.Language);
        string? Amount(decimal amount) => amount > 0 ? formats.Amount(amount, statement.Account.Currency) : null;
        return new Dictionary<string, string?>
        {
            ["Contact.Name"] = client.Contacts.Find(c => c.Id == client.BillingManagerId)?.Name ?? client.Name,
            ["Client.Name"] = client.Name,
            ["Statement.Date"] = formats.LongDate(statement.Day),
            ["Statement.Balance"] = formats.Amount(statement.Balance, statement.Account.Currency),
            ["Statement.Overdue"] = Amount(statement.Ageing.Overdue),
            ["Statement.Credit"] = Amount(statement.Credit),
        };
    }
}
