using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Business.Timesheets.Documents;

namespace Portal.Business.Invoicing;

/// <summary>Queues the message that carries an invoice, proforma or credit note to its recipients: one message, real copies.</summary>
public sealed class InvoiceMail(MailComposer composer, Outbox outbox, InvoiceTimesheets timesheets, TimeProvider clock)
{
    /// <summary>The sending that happens by itself, once.</summary>
    public const string FirstSending = "first";

    internal const string ProformaKind = "proforma";

    public static IReadOnlyList<MailKind> Kinds { get; } =
    [
        Kind("invoice"), Kind(ProformaKind), Kind("creditnote"),
    ];

    /// <param name="Name">The database refuses the same sending of the same invoice twice.</param>
    /// <param name="Wishes">What a person changed; null sends by rule and template.</param>
    /// <param name="More">Files beside the document.</param>
    public sealed record Sending(string Name, MailWishes? Wishes = null, DateTime? PlannedAt = null, IReadOnlyList<MailAttachment>? More = null);

    /// <summary>To its recipients by rule, in the company's wording with its values, for a person to adapt before sending.</summary>
    public static async Task<MailWishes> ProposeAsync(PortalDbContext db, Invoice invoice, LegalEntity entity, Client payer, CancellationToken ct)
    {
        var (subject, body) = await MailProposals.ProposeAsync(db, Kinds.Single(k => k.Name == KindOf(invoice)), invoice.Language, entity.Name, Values(invoice, payer), ct);
        return MailWishes.ByRule(payer, subject, body);
    }

    /// <param name="by">Who sends it.</param>
    public async Task<OutgoingMessage> QueueAsync(
        PortalDbContext db, Invoice invoice, LegalEntity entity, Client payer, StoredDocument document, Sending sending, ICurrentUser by, CancellationToken ct)
    {
        var content = await ComposeAsync(db, invoice, entity, payer, sending.Wishes, ct);
        var to = sending.Wishes ?? MailWishes.ByRule(payer, "", "");
        if (to.To.Count == 0)
        {
            invoice.NeedsAttention(Invoice.NoRecipient);
        }

        var timesheet = await TimesheetAsync(db, invoice, entity, ct);
        return outbox.Add(db, new NewMessage(KindOf(invoice), content)
        {
            About = SubjectRef.To(invoice),
            ClientId = invoice.BilledToId,
            LegalEntityId = entity.Id,
            From = Outbox.SenderOf(entity),
            To = to.To,
            Cc = to.Cc,
            Bcc = to.Bcc,
            Attachments = [MailAttachment.Of(document), .. timesheet, .. sending.More ?? []],
            PlannedAt = sending.PlannedAt,
            IsWritten = by.UserId is not null,
            DedupeKey = KeyOf(invoice, sending.Name),
        });
    }

    /// <summary>Of an invoice of time: what was worked goes with it, as it is when it is sent.</summary>
    private async Task<IReadOnlyList<MailAttachment>> TimesheetAsync(PortalDbContext db, Invoice invoice, LegalEntity entity, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await timesheets.RenderAsync(db, invoice, entity, now, ct) is not { } file)
        {
            return [];
        }

        var earlier = await db.StoredDocuments.CountAsync(d => d.SubjectType == nameof(Invoice) && d.SubjectId == invoice.Id && d.Kind == DocumentKinds.Timesheet, ct);
        var stored = StoredDocument.Generated(SubjectRef.To(invoice), DocumentKinds.Timesheet, earlier + 1, file, invoice.BilledToId, DocumentVisibility.SharedWithClient, now);
        db.StoredDocuments.Add(stored);
        return [MailAttachment.Of(stored)];
    }

    /// <summary>
    /// Messages with the proforma of an invoice that is about to be issued, read before anybody has to wait for its number: who queues one meanwhile raises the
    /// invoice's version.
    /// </summary>
    internal static async Task ReadProformasAsync(PortalDbContext db, Invoice proforma, CancellationToken ct)
    {
        if (proforma.Kind == InvoiceKind.Invoice && db.Entry(proforma).State != EntityState.Added)
        {
            await db.OutgoingMessages.Where(m => m.AboutType == nameof(Invoice) && m.AboutId == proforma.Id && m.Kind == ProformaKind).LoadAsync(ct);
        }
    }

    /// <summary>The same messages as they are when its turn has come: one of them may have been taken for sending meanwhile.</summary>
    internal static async Task ReadAgainAsync(PortalDbContext db, Invoice proforma, CancellationToken ct)
    {
        foreach (var message in ProformasOf(db, proforma))
        {
            await db.Entry(message).ReloadAsync(ct);
        }
    }

    private static List<OutgoingMessage> ProformasOf(PortalDbContext db, Invoice invoice) =>
        [.. db.OutgoingMessages.Local.Where(m => m.AboutType == nameof(Invoice) && m.AboutId == invoice.Id && m.Kind == ProformaKind)];

    /// <summary>Of an invoice that was just issued: a message with its proforma that has not gone out would say what is no longer so.</summary>
    internal static void CancelProformas(PortalDbContext db, Invoice issued, ICurrentUser by, DateTime now)
    {
        foreach (var message in ProformasOf(db, issued))
        {
            if (message.CanCancel && message.Cancel(by, now).Succeeded)
            {
                db.TimelineEntries.Add(new TimelineEntry(
                    issued.ClientId, issued.JobId, now, by, "Invoicing.ProformaMailCancelled", nameof(Invoice), issued.Id, issued.ProformaNumber,
                    string.Join(", ", message.Recipients.Where(r => r.State != RecipientState.Accepted).Select(r => r.Address)), issued.DisplayNumber));
            }
        }
    }

    internal static string KeyOf(Invoice invoice, string sending) => KeyOf(invoice.Id, invoice.IsProforma, sending);

    internal static string KeyOf(long invoiceId, bool isProforma, string sending) => $"invoice:{invoiceId}:{(isProforma ? "proforma:" : "")}{sending}";

    public async Task<ComposedMail> ComposeAsync(
        PortalDbContext db, Invoice invoice, LegalEntity entity, Client payer, MailWishes? wishes, CancellationToken ct)
    {
        var values = Values(invoice, payer);
        return wishes is not null
            ? MailComposer.Compose(invoice.Language, wishes.Subject, wishes.Body, MailBrand.Of(entity), values)
            : await composer.ComposeAsync(db, KindOf(invoice), invoice.Language, MailBrand.Of(entity), values, ct);
    }

    private static Dictionary<string, string?> Values(Invoice invoice, Client payer)
    {
        var formats = Formats.For(invoice.Language);
        return new Dictionary<string, string?>
        {
            ["Document.Number"] = invoice.DisplayNumber,
            ["Document.Title"] = invoice.Title,
            ["Document.Total"] = formats.Amount(invoice.Total, invoice.Currency),
            ["Document.DueDate"] = DueDates(invoice, formats),
            ["Document.PurchaseOrder"] = invoice.PurchaseOrder,
            ["Client.Name"] = payer.Name,
            ["Contact.Name"] = payer.Contacts.Find(c => c.Id == payer.BillingManagerId)?.Name ?? payer.Name,
        };
    }

    /// <summary>The day; of an invoice in instalments each that is open, with its amount.</summary>
    private static string? DueDates(Invoice invoice, Formats formats)
    {
        var open = invoice.OpenParts();
        return invoice.DueOn is not { } due ? null
            : open.Count == 0 || (open.Count == 1 && invoice.Instalments.Count == 1) ? formats.LongDate(open.Count == 0 ? due : open[0].DueOn)
            : string.Join(" · ", open.Select(p => TextsIn.Get<InvoicingText>(invoice.Language, "MailInstalment", formats.Amount(p.Amount, invoice.Currency), formats.LongDate(p.DueOn))));
    }

    private static MailKind Kind(string name) => new(
        name, typeof(InvoicingText), "Document.Number", "Document.Title", "Document.Total", "Document.DueDate", "Document.PurchaseOrder", "Client.Name", "Contact.Name");

    internal static string KindOf(Invoice invoice) =>
        invoice.IsProforma ? ProformaKind : invoice.Kind == InvoiceKind.CreditNote ? "creditnote" : "invoice";
}
