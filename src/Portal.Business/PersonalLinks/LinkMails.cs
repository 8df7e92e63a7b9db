using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.PersonalLinks;

/// <summary>A contact to whom something may be sent.</summary>
public sealed record LinkRecipient(long ContactId, string Name, string Title, string Email, bool IsBillingManager);

/// <summary>What a send dialog starts with: the contacts to choose from, subject and message as the company words them.</summary>
/// <param name="ToContactId">Proposed addressee; null when no contact has an address.</param>
/// <param name="Placeholder">Becomes the personal link: it has to stay in the message.</param>
public sealed record LinkMailProposal(IReadOnlyList<LinkRecipient> Contacts, long? ToContactId, string Subject, string Body, string Placeholder);

/// <summary>One message to one contact with others in copy.</summary>
/// <param name="Key">Names this sending; the same key twice sends once.</param>
/// <param name="Subject">Null, as <paramref name="Body"/>, takes the company's wording.</param>
public sealed record LinkMailWishes(string Key, long ToContactId, IReadOnlyList<long> CcContactIds, string? Subject = null, string? Body = null);

/// <summary>Messages that bring a personal link and a document to a client's contacts.</summary>
/// <param name="LinkPlaceholder">Names the link in the wording, without braces.</param>
internal sealed record LinkMails(MailKind Kind, string LinkPlaceholder)
{
    private string Placeholder => "{{" + LinkPlaceholder + "}}";

    /// <summary>The company's wording with everything filled in but the link, for a person to adapt before sending.</summary>
    /// <param name="client">With its contacts.</param>
    /// <param name="values">Of the placeholders, for a contact of that name.</param>
    public async Task<LinkMailProposal> ProposeAsync(
        PortalDbContext db, Client client, LegalEntity seller, string language, Func<string, Dictionary<string, string?>> values, CancellationToken ct)
    {
        var contacts = client.Contacts.Where(c => c.IsActive).OrderByDescending(c => c.Id == client.BillingManagerId).ThenBy(c => c.Name)
            .Select(c => new LinkRecipient(c.Id, c.Name, c.Title, c.Email, c.Id == client.BillingManagerId)).ToList();
        var to = contacts.Find(c => c.Email.Length > 0);
        var (subject, body) = await MailProposals.ProposeAsync(db, Kind, language, seller.Name, values(to?.Name ?? client.Name), ct);
        return new LinkMailProposal(contacts, to?.ContactId, subject, body, Placeholder);
    }

    /// <summary>To whom it goes, or everything that is wrong with the wishes: no such contact, an unknown placeholder, no link in the message.</summary>
    public (MailContact? To, IReadOnlyList<MailContact> Cc, List<Refusal> Refusals) Read(Client client, LinkMailWishes wishes)
    {
        var known = Kind.AllPlaceholders.ToList();
        var refusals = new List<Refusal>(TemplateText.Check("Subject", wishes.Subject ?? "", known).Concat(TemplateText.Check("Body", wishes.Body ?? "", known)));
        if (wishes.Body is not null && !wishes.Body.Contains(Placeholder, StringComparison.Ordinal))
        {
            refusals.Add(Refusal.Invalid("PersonalLinks.MessageWithoutLink", Placeholder).On("Body"));
        }

        var to = Recipient(client, wishes.ToContactId, nameof(wishes.ToContactId), refusals);
        var cc = wishes.CcContactIds.Where(id => id != wishes.ToContactId).Distinct()
            .Select(id => Recipient(client, id, nameof(wishes.CcContactIds), refusals)).OfType<MailContact>().ToList();
        return (to, cc, refusals);
    }

    /// <param name="values">Of the placeholders but the link.</param>
    public async Task<NewMessage> ComposeAsync(
        PortalDbContext db, LegalEntity seller, string language, MailContact to, IReadOnlyList<MailContact> cc, LinkMailWishes wishes, string address, Dictionary<string, string?> values,
        CancellationToken ct)
    {
        var nearest = MailLanguages.Nearest(language);
        var own = await db.MailTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Kind == Kind.Name && t.Language == nearest, ct);
        values[LinkPlaceholder] = address;
        var content = MailComposer.Compose(
            nearest, wishes.Subject ?? own?.Subject ?? Kind.DefaultSubject(nearest), wishes.Body ?? own?.Body ?? Kind.DefaultBody(nearest), MailBrand.Of(seller), values);
        return new NewMessage(Kind.Name, content)
        {
            LegalEntityId = seller.Id,
            From = Outbox.SenderOf(seller),
            To = [to],
            Cc = cc,
            IsWritten = true,
            IsConfidential = true,
        };
    }

    /// <summary>Names a sending of a record, short enough to be kept.</summary>
    public static string DedupeKey(string kind, long id, string key) => $"{kind}:{id}:{(key.Length > 64 ? LinkSecret.Hash(key) : key)}";

    private static MailContact? Recipient(Client client, long contactId, string field, List<Refusal> refusals)
    {
        if (client.Contacts.SingleOrDefault(c => c.Id == contactId && c.IsActive) is not { } contact)
        {
            refusals.Add(Refusal.Invalid("PersonalLinks.NoRecipient").On(field));
            return null;
        }

        if (!EmailAddress.TryRead(contact.Email, out var address))
        {
            refusals.Add(Refusal.Invalid("PersonalLinks.ContactWithoutEmail", contact.Name).On(field));
            return null;
        }

        return new MailContact(address, contact.Name);
    }
}
