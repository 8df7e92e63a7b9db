using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.Mail;
using Portal.Business.Payments.Documents;

namespace Portal.Business.Payments;

/// <summary>The receipt of a payment: a stored document, and a message to the payer's billing manager, both once.</summary>
public sealed class PaymentReceipts(ReceiptDocuments documents, MailComposer composer, Outbox outbox)
{
    public const string MailKind = "payment.receipt";

    /// <summary>Adds both to the save that records the payment.</summary>
    public async Task<StoredDocument> AddAsync(
        PortalDbContext db, Payment payment, LegalEntity entity, Client payer, IReadOnlyList<Invoice> invoices, bool send, CancellationToken ct)
    {
        var key = $"PaymentMethod.{payment.Method}";
        var isFrench = payer.Language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var method = new LocalText(PaymentsTexts.In(isFrench ? payer.Language : "fr-CA", key), PaymentsTexts.In("en-CA", key));
        var model = new ReceiptModel(
            entity.Id, SellerParty.Of(entity), BuyerParty.Of(payer), payer.Language, payment.Currency, payment.Number, payment.ReceivedOn, method,
            payment.Reference, payment.Amount,
            [.. invoices.Select(i => new ReceiptAllocation(
                i.DisplayNumber, i.IssuedOn!.Value, i.Total, payment.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Amount), i.Balance))],
            payment.Unallocated, payment.CreatedAt);
        var document = StoredDocument.Generated(
            SubjectRef.To(payment), DocumentKinds.Receipt, 1, await documents.RenderAsync(db, model, ct), payer.Id, DocumentVisibility.SharedWithClient, payment.CreatedAt);
        db.StoredDocuments.Add(document);
        if (send)
        {
            outbox.Add(db, await MessageAsync(db, model, payment, entity, payer, document, ct));
        }

        return document;
    }

    private async Task<NewMessage> MessageAsync(
        PortalDbContext db, ReceiptModel receipt, Payment payment, LegalEntity entity, Client payer, StoredDocument document, CancellationToken ct)
    {
        var formats = Formats.For(payer.Language);
        var manager = payer.Contacts.FirstOrDefault(c => c.Id == payer.BillingManagerId);
        var content = await composer.ComposeAsync(db, MailKind, payer.Language, MailBrand.Of(entity), new Dictionary<string, string?>
        {
            ["Contact.Name"] = manager?.Name,
            ["Payment.Number"] = payment.Number,
            ["Payment.Amount"] = formats.Amount(payment.Amount, payment.Currency),
            ["Payment.Date"] = formats.LongDate(payment.ReceivedOn),
            ["Payment.Method"] = receipt.Method.In(payer.Language),
            ["Payment.Invoices"] = string.Join(", ", receipt.Allocations.Select(a => a.InvoiceNumber)),
            ["Payment.Credit"] = payment.Unallocated > 0 ? formats.Amount(payment.Unallocated, payment.Currency) : null,
        }, ct);
        var to = InvoiceRecipients.Of(payer).To;
        return new NewMessage(MailKind, content)
        {
            About = SubjectRef.To(payment),
            ClientId = payer.Id,
            LegalEntityId = entity.Id,
            From = Outbox.SenderOf(entity),
            To = to is null ? [] : [new MailContact(to, manager?.Name)],
            Attachments = [MailAttachment.Of(document)],
            DedupeKey = $"receipt:{payment.Id}",
        };
    }
}
