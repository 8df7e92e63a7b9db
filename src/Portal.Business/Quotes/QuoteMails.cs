using Microsoft.EntityFrameworkCore;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;
using Portal.Business.PersonalLinks;

namespace Portal.Business.Quotes;

/// <summary>What the portal writes about quotes.</summary>
public sealed class QuoteMails(Outbox outbox, AnswerMails answers)
{
    public const string Sent = "quote.sent";
    public const string Refused = "quote.refused";

    private const string LinkPlaceholder = "Quote.Link";

    internal static IEnumerable<MailKind> Kinds { get; } =
    [
        new(Sent, typeof(QuotesText), "Contact.Name", "Client.Name", "Quote.Number", "Quote.Title", "Quote.Total", "Quote.ValidUntil", "Sender.Name", LinkPlaceholder),
        new(Refused, typeof(QuotesText), "Quote.Number", "Quote.Title", "Client.Name", "Decision.Name", "Decision.Reason", LinkPlaceholder),
    ];

    private static LinkMails Offer { get; } = new(Kinds.First(), LinkPlaceholder);

    internal static Task<LinkMailProposal> ProposeAsync(PortalDbContext db, Quote quote, Client client, LegalEntity seller, string sender, CancellationToken ct) =>
        Offer.ProposeAsync(db, client, seller, quote.Language, contact => Values(quote, client.Name, contact, sender), ct);

    internal static (MailContact? To, IReadOnlyList<MailContact> Cc, List<Refusal> Refusals) Read(Client client, LinkMailWishes wishes) => Offer.Read(client, wishes);

    internal async Task<OutgoingMessage> QueueAsync(
        PortalDbContext db, Quote quote, LegalEntity seller, string clientName, MailContact to, IReadOnlyList<MailContact> cc, LinkMailWishes wishes, string address, string sender,
        MailAttachment attachment, CancellationToken ct)
    {
        var message = await Offer.ComposeAsync(db, seller, quote.Language, to, cc, wishes, address, Values(quote, clientName, to.Name ?? clientName, sender), ct);
        return outbox.Add(db, message with { About = SubjectRef.To(quote), ClientId = quote.ClientId, Attachments = [attachment], DedupeKey = DedupeKey(quote.Id, wishes.Key) });
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
        };
        await answers.TellStaffAsync(
            db, new AnswerMails.Answer(Refused, SubjectRef.To(quote), quote.ClientId, seller, values), new MailContact(address), LinkPlaceholder, $"quotes/{quote.Id}", ct);
    }

    internal static string DedupeKey(long quoteId, string key) => LinkMails.DedupeKey("quote", quoteId, key);

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
}
