using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;

namespace Portal.Business.Invoicing;

/// <summary>Queues the message that carries an invoice, proforma or credit note to its recipients: one message, real copies.</summary>
public sealed class InvoiceMail(MailComposer composer, Outbox outbox)
{
    /// <summary>The sending that happens by itself, once.</summary>
    public const string FirstSending = "first";

    public static IReadOnlyList<MailKind> Kinds { get; } =
    [
        Kind("invoice"), Kind("proforma"), Kind("creditnote"),
    ];

    /// <summary>What a person may change before sending; null leaves it as it is by rule and template.</summary>
    public sealed record Wishes(
        IReadOnlyList<MailContact> To, IReadOnlyList<MailContact> Cc, IReadOnlyList<MailContact> Bcc, string? Subject, string? Body, DateTime? PlannedAt);

    /// <summary>What <see cref="Wishes"/> start from.</summary>
    public sealed record Draft(InvoiceRecipients Recipients, ComposedMail Content);

    /// <param name="sending">Names this sending; the database refuses the same sending of the same invoice twice.</param>
    public async Task<OutgoingMessage> QueueAsync(
        PortalDbContext db, Invoice invoice, LegalEntity entity, Client payer, StoredDocument document, string sending, Wishes? wishes, CancellationToken ct)
    {
        var recipients = InvoiceRecipients.Of(payer);
        if (recipients.IsEmpty && wishes is null)
        {
            invoice.NeedsAttention("NoRecipient");
        }

        var names = payer.Contacts.GroupBy(c => c.Email, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First().Name, StringComparer.OrdinalIgnoreCase);
        MailContact Named(string address) => new(address, names.GetValueOrDefault(address));

        var content = await ComposeAsync(db, invoice, entity, payer, wishes, ct);
        return outbox.Add(db, new NewMessage(KindOf(invoice), content)
        {
            About = SubjectRef.To(invoice),
            ClientId = invoice.BilledToId,
            LegalEntityId = entity.Id,
            From = entity.Email.Length > 0 ? new MailContact(entity.Email, entity.Name) : null,
            To = wishes?.To ?? (recipients.To is { } to ? [Named(to)] : []),
            Cc = wishes?.Cc ?? [.. recipients.Cc.Select(Named)],
            Bcc = wishes?.Bcc ?? [],
            Attachments = [MailAttachment.Of(document)],
            PlannedAt = wishes?.PlannedAt,
            DedupeKey = $"invoice:{invoice.Id}:{(invoice.IsProforma ? "proforma:" : "")}{sending}",
        });
    }

    public async Task<ComposedMail> ComposeAsync(
        PortalDbContext db, Invoice invoice, LegalEntity entity, Client payer, Wishes? wishes, CancellationToken ct)
    {
        var formats = Formats.For(invoice.Language);
        var values = new Dictionary<string, string?>
        {
            ["Document.Number"] = invoice.DisplayNumber,
            ["Document.Title"] = invoice.Title,
            ["Document.Total"] = formats.Amount(invoice.Total, invoice.Currency),
            ["Document.DueDate"] = invoice.DueOn is { } due ? formats.LongDate(due) : null,
            ["Document.PurchaseOrder"] = invoice.PurchaseOrder,
            ["Client.Name"] = payer.Name,
            ["Contact.Name"] = payer.Contacts.Find(c => c.Id == payer.BillingManagerId)?.Name ?? payer.Name,
        };
        return wishes is { Subject: { } subject, Body: { } body }
            ? MailComposer.Compose(invoice.Language, subject, body, MailBrand.Of(entity), values)
            : await composer.ComposeAsync(db, KindOf(invoice), invoice.Language, MailBrand.Of(entity), values, ct);
    }

    private static MailKind Kind(string name) => new(
        name, typeof(InvoicingText), "Document.Number", "Document.Title", "Document.Total", "Document.DueDate", "Document.PurchaseOrder", "Client.Name", "Contact.Name");

    private static string KindOf(Invoice invoice) =>
        invoice.IsProforma ? "proforma" : invoice.Kind == InvoiceKind.CreditNote ? "creditnote" : "invoice";
}
