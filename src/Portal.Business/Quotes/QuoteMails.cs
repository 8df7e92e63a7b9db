using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.Quotes;

/// <summary>What the portal writes about quotes.</summary>
public sealed class QuoteMails(MailComposer composer, MailKinds kinds, Outbox outbox, IOptions<SiteOptions> site)
{
    public const string Sent = "quote.sent";
    public const string Refused = "quote.refused";

    private const string LinkPlaceholder = "Quote.Link";

    internal static IEnumerable<MailKind> Kinds { get; } =
    [
        new(Sent, typeof(QuotesText), "Contact.Name", "Client.Name", "Quote.Number", "Quote.Title", "Quote.Total", "Quote.ValidUntil", "Sender.Name", LinkPlaceholder),
        new(Refused, typeof(QuotesText), "Quote.Number", "Quote.Title", "Client.Name", "Decision.Name", "Decision.Reason", LinkPlaceholder),
    ];

    /// <summary>The company's wording with everything filled in but the link, for a person to adapt before sending.</summary>
    internal async Task<(string Subject, string Body)> ProposeAsync(PortalDbContext db, Quote quote, string clientName, LegalEntity seller, string contact, string sender, CancellationToken ct)
    {
        var (subject, body) = await WordingAsync(db, Sent, quote.Language, ct);
        var values = Values(quote, clientName, contact, sender);
        values["Company.Name"] = seller.Name;
        return (Fill(subject, values), Fill(body, values));
    }

    /// <summary>Refusals for a wording that would not work: an unknown placeholder, or no link to open the quote by.</summary>
    internal IReadOnlyList<Refusal> Check(string? subject, string? body)
    {
        var known = kinds[Sent].AllPlaceholders.ToList();
        var refusals = new List<Refusal>();
        refusals.AddRange(TemplateText.Check("Subject", subject ?? "", known));
        refusals.AddRange(TemplateText.Check("Body", body ?? "", known));
        if (body is not null && !body.Contains("{{" + LinkPlaceholder + "}}", StringComparison.Ordinal))
        {
            refusals.Add(Refusal.Invalid("Quotes.MessageWithoutLink", "{{" + LinkPlaceholder + "}}").On("Body"));
        }

        return refusals;
    }

    internal async Task<OutgoingMessage> QueueAsync(PortalDbContext db, Quote quote, LegalEntity seller, string clientName, Sending sending, CancellationToken ct)
    {
        var (subject, body) = await WordingAsync(db, Sent, quote.Language, ct);
        var values = Values(quote, clientName, sending.To.Name ?? clientName, sending.SenderName);
        values[LinkPlaceholder] = sending.LinkAddress;
        var content = MailComposer.Compose(MailLanguages.Nearest(quote.Language), sending.Subject ?? subject, sending.Body ?? body, MailBrand.Of(seller), values);
        return outbox.Add(db, new NewMessage(Sent, content)
        {
            About = SubjectRef.To(quote),
            ClientId = quote.ClientId,
            LegalEntityId = quote.LegalEntityId,
            From = EmailAddress.IsValid(seller.Email) ? new MailContact(seller.Email, seller.Name) : null,
            To = [sending.To],
            Cc = sending.Cc,
            Attachments = [sending.Attachment],
            DedupeKey = DedupeKey(quote.Id, sending.Key),
            IsConfidential = true,
        });
    }

    internal async Task QueueRefusedAsync(PortalDbContext db, Quote quote, LegalEntity seller, string clientName, QuoteDecision decision, CancellationToken ct)
    {
        var responsible = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == quote.ResponsibleUserId, ct);
        if (responsible?.Email is not { } address || responsible.Id == decision.UserId)
        {
            return;
        }

        var values = new Dictionary<string, string?>
        {
            ["Quote.Number"] = quote.FullNumber,
            ["Quote.Title"] = quote.Title,
            ["Client.Name"] = clientName,
            ["Decision.Name"] = decision.Name,
            ["Decision.Reason"] = decision.Reason,
            [LinkPlaceholder] = site.Value.Link($"quotes/{quote.Id}"),
        };
        outbox.Add(db, new NewMessage(Refused, await composer.ComposeAsync(db, Refused, seller.Language, MailBrand.Of(seller), values, ct))
        {
            About = SubjectRef.To(quote),
            ClientId = quote.ClientId,
            LegalEntityId = quote.LegalEntityId,
            To = [new MailContact(address)],
            DedupeKey = $"quote:{quote.Id}:refused",
        });
    }

    internal static string DedupeKey(long quoteId, string key) => $"quote:{quoteId}:{(key.Length > 64 ? QuoteLinks.Hash(key) : key)}";

    private async Task<(string Subject, string Body)> WordingAsync(PortalDbContext db, string kind, string language, CancellationToken ct)
    {
        var nearest = MailLanguages.Nearest(language);
        var own = await db.MailTemplates.AsNoTracking().FirstOrDefaultAsync(t => t.Kind == kind && t.Language == nearest, ct);
        return own is null ? (kinds[kind].DefaultSubject(nearest), kinds[kind].DefaultBody(nearest)) : (own.Subject, own.Body);
    }

    private static Dictionary<string, string?> Values(Quote quote, string clientName, string contact, string sender)
    {
        var formats = Formats.For(quote.Language);
        return new Dictionary<string, string?>
        {
            ["Contact.Name"] = contact,
            ["Client.Name"] = clientName,
            ["Quote.Number"] = quote.FullNumber,
            ["Quote.Title"] = quote.Title,
            ["Quote.Total"] = formats.Amount(quote.Total, quote.Currency),
            ["Quote.ValidUntil"] = formats.LongDate(quote.ValidUntil),
            ["Sender.Name"] = sender,
        };
    }

    private static string Fill(string wording, Dictionary<string, string?> values) =>
        values.Aggregate(wording, (text, value) => text.Replace("{{" + value.Key + "}}", TemplateText.Escape(value.Value ?? ""), StringComparison.Ordinal));

    /// <param name="Key">Names this sending: the same key never queues twice.</param>
    /// <param name="Subject">Null takes the company's wording.</param>
    internal sealed record Sending(
        string Key, MailContact To, IReadOnlyList<MailContact> Cc, string? Subject, string? Body, string LinkAddress, string SenderName, MailAttachment Attachment);
}
