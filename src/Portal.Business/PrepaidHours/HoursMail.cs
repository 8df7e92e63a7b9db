using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;
using Portal.Business.PrepaidHours.Documents;

namespace Portal.Business.PrepaidHours;

/// <summary>Messages about prepaid hours: statements, and warnings to the client and to staff.</summary>
public sealed class HoursMail(Outbox outbox, IOptions<SiteOptions> site)
{
    private static readonly string[] AboutPack = ["Contact.Name", "Client.Name", "Hours.Order", "Hours.Left", "Hours.Bought", "Hours.ExpiresOn", "Hours.Link"];

    public static MailKind Statement { get; } = new("hours.statement", typeof(PrepaidHoursText), "Contact.Name", "Client.Name", "Hours.From", "Hours.To", "Hours.Left", "Hours.Link");

    public static MailKind Low { get; } = new("hours.low", typeof(PrepaidHoursText), AboutPack);

    public static MailKind UsedUp { get; } = new("hours.used-up", typeof(PrepaidHoursText), AboutPack);

    public static MailKind Expiring { get; } = new("hours.expiring", typeof(PrepaidHoursText), AboutPack);

    /// <summary>To the company itself, of any of the three.</summary>
    public static MailKind ForStaff { get; } = new("hours.staff", typeof(PrepaidHoursText), "Client.Name", "Hours.Order", "Hours.Left", "Hours.Bought", "Hours.ExpiresOn", "Hours.Link");

    private static MailKind KindOf(HoursAlertKind kind) => kind switch { HoursAlertKind.Low => Low, HoursAlertKind.UsedUp => UsedUp, _ => Expiring };

    internal async Task QueueStatementAsync(PortalDbContext db, FoundHours found, StoredDocument document, string key, CancellationToken ct)
    {
        var formats = Formats.For(found.Client.Language);
        var values = new Dictionary<string, string?>
        {
            ["Hours.From"] = formats.LongDate(found.Statement.From),
            ["Hours.To"] = formats.LongDate(found.Statement.To),
            ["Hours.Left"] = HoursSharing.Text(formats, found.Statement.After),
            ["Hours.Link"] = site.Value.Link("portal/hours"),
        };
        await QueueToClientAsync(db, Statement, found.Client, found.Seller, values, [MailAttachment.Of(document)], key, ct);
    }

    /// <summary>To the client, where it has an address, and to the company.</summary>
    internal async Task QueueAlertAsync(PortalDbContext db, HoursPack pack, HoursAlertKind kind, Client client, LegalEntity seller, CancellationToken ct)
    {
        var about = $"hours-{kind}:{pack.Id}:{(kind == HoursAlertKind.Expiring ? pack.ExpiresOn?.DayNumber : 0)}";
        await QueueToClientAsync(db, KindOf(kind), client, seller, ValuesOf(pack, client.Language, "portal/hours"), [], about, ct);
        if (!EmailAddress.IsValid(seller.Email))
        {
            return;
        }

        var values = ValuesOf(pack, seller.Language, $"hours/{pack.Id}");
        values["Client.Name"] = client.Name;
        var (subject, body) = await MailProposals.ProposeAsync(db, ForStaff, seller.Language, seller.Name, values, ct);
        outbox.Add(db, new NewMessage(ForStaff.Name, MailComposer.Compose(MailLanguages.Nearest(seller.Language), subject, body, MailBrand.Of(seller), values))
        {
            About = SubjectRef.To(pack),
            LegalEntityId = seller.Id,
            To = [new MailContact(seller.Email, seller.Name)],
            DedupeKey = about + ":staff",
        });
    }

    private Dictionary<string, string?> ValuesOf(HoursPack pack, string language, string link)
    {
        var formats = Formats.For(language);
        return new Dictionary<string, string?>
        {
            ["Hours.Order"] = $"{pack.Number} · {pack.Description}",
            ["Hours.Left"] = HoursSharing.Text(formats, pack.BalanceMinutes),
            ["Hours.Bought"] = HoursSharing.Text(formats, pack.BoughtMinutes),
            ["Hours.ExpiresOn"] = pack.ExpiresOn is { } last ? formats.LongDate(last) : "–",
            ["Hours.Link"] = site.Value.Link(link),
        };
    }

    private async Task QueueToClientAsync(
        PortalDbContext db, MailKind kind, Client client, LegalEntity seller, Dictionary<string, string?> values, IReadOnlyList<MailAttachment> files, string key, CancellationToken ct)
    {
        var recipients = InvoiceRecipients.Of(client);
        if (recipients.To is not { } to || !EmailAddress.IsValid(to))
        {
            return;
        }

        values["Client.Name"] = client.Name;
        values["Contact.Name"] = client.Contacts.Find(c => c.Id == client.BillingManagerId)?.Name ?? client.Name;
        var (subject, body) = await MailProposals.ProposeAsync(db, kind, client.Language, seller.Name, values, ct);
        outbox.Add(db, new NewMessage(kind.Name, MailComposer.Compose(MailLanguages.Nearest(client.Language), subject, body, MailBrand.Of(seller), values))
        {
            About = SubjectRef.To(client),
            ClientId = client.Id,
            LegalEntityId = seller.Id,
            From = Outbox.SenderOf(seller),
            To = [new MailContact(to, values["Contact.Name"])],
            Cc = [.. recipients.Cc.Where(EmailAddress.IsValid).Select(c => new MailContact(c, null))],
            Attachments = files,
            IsWritten = kind == Statement,
            DedupeKey = key,
        });
    }
}
