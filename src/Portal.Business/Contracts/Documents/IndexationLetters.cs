using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Contracts.Renewals;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Mail;

namespace Portal.Business.Contracts.Documents;

/// <summary>The letter to a client about an indexation: a PDF in the client's language, with the message that brings it.</summary>
public sealed class IndexationLetters(Letterheads letterheads, MailComposer composer, Outbox outbox)
{
    public const string Mail = "contract.indexed";

    public static MailKind Kind { get; } = new(Mail, typeof(RenewalText), "Contact.Name", "Client.Name", "Indexation.From", "Indexation.OldAmount", "Indexation.NewAmount");

    internal async Task<DocumentFile> DrawAsync(PortalDbContext db, Indexation indexation, LegalEntity entity, Client client, DateTime now, CancellationToken ct)
    {
        var letterhead = await letterheads.GetAsync(db, entity.Id, entity.Version, ct);
        var news = await ReadAsync(db, indexation, entity, client, ct);
        return IndexationSheet.Draw(news, SellerParty.Of(entity), BuyerParty.Of(client), letterhead, entity.DayOf(now), now);
    }

    /// <summary>Adds letter, message and line of the story to what is saved next; the unique index refuses a second for one client.</summary>
    internal async Task AddAsync(PortalDbContext db, ICurrentUser user, Indexation indexation, LegalEntity entity, Client client, DateTime now, CancellationToken ct)
    {
        var news = await ReadAsync(db, indexation, entity, client, ct);
        var file = await DrawAsync(db, indexation, entity, client, now, ct);
        var formats = Formats.For(client.Language);
        var document = StoredDocument.Generated(SubjectRef.To(indexation), DocumentKinds.IndexationLetterTo(client.Id), 1, file, client.Id, DocumentVisibility.SharedWithClient, now);
        var recipients = InvoiceRecipients.Of(client);
        var mail = await composer.ComposeAsync(
            db, Mail, client.Language, MailBrand.Of(entity),
            new Dictionary<string, string?>
            {
                ["Contact.Name"] = news.Contact,
                ["Client.Name"] = client.Name,
                ["Indexation.From"] = formats.LongDate(indexation.From),
                ["Indexation.OldAmount"] = string.Join(" + ", news.Sums.Select(s => formats.Amount(s.OldNet, s.Currency))),
                ["Indexation.NewAmount"] = string.Join(" + ", news.Sums.Select(s => formats.Amount(s.NewNet, s.Currency))),
            },
            ct);
        var message = outbox.Add(db, new NewMessage(Mail, mail)
        {
            About = SubjectRef.To(indexation),
            ClientId = client.Id,
            LegalEntityId = entity.Id,
            From = Outbox.SenderOf(entity),
            To = recipients.To is { } to ? [new MailContact(to, news.Contact)] : [],
            Attachments = [MailAttachment.Of(document)],
            DedupeKey = $"indexation:{indexation.Id}:{client.Id}",
        });
        db.StoredDocuments.Add(document);
        db.IndexationLetters.Add(new IndexationLetter { IndexationId = indexation.Id, ClientId = client.Id, DocumentId = document.Id, MessageId = message.Id, SentAt = now });
        db.TimelineEntries.Add(new TimelineEntry(client.Id, null, now, user, "Contracts.IndexationTold", nameof(Indexation), indexation.Id, indexation.From));
    }

    private static async Task<IndexationNews> ReadAsync(PortalDbContext db, Indexation indexation, LegalEntity entity, Client client, CancellationToken ct)
    {
        var lines = await db.ContractLines.AsNoTracking().Where(l => l.IndexationId == indexation.Id)
            .Join(db.Contracts.Where(c => c.ClientId == client.Id), l => l.ContractId, c => c.Id, (l, c) => new { Line = l, c.Reference, c.Currency })
            .Join(db.ContractLines, r => r.Line.PreviousId, o => (long?)o.Id, (r, o) => new { r.Line, r.Reference, r.Currency, o.UnitPrice, o.AnnualNet })
            .OrderBy(r => r.Reference).ThenBy(r => r.Line.Position)
            .Select(r => new IndexationNews.Line(r.Reference, r.Line.Description, r.Line.AnnualQuantity, r.Line.Unit, r.UnitPrice, r.Line.UnitPrice, r.AnnualNet, r.Line.AnnualNet, r.Currency))
            .ToListAsync(ct);
        var contact = client.Contacts.Find(c => c.Id == client.BillingManagerId)?.Name ?? client.Name;
        return new IndexationNews(indexation, client.Language, lines.Count > 0 ? lines[0].Currency : entity.Currency, contact, lines);
    }
}
