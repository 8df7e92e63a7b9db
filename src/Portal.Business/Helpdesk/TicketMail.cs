using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Documents;
using Portal.Business.Mail;

namespace Portal.Business.Helpdesk;

/// <summary>Answers to tickets, by mail to the client's person.</summary>
public sealed class TicketMail(Outbox outbox, IOptions<SiteOptions> site)
{
    private const int LongestThread = 20;

    public static MailKind Kind { get; } = new("ticket.answer", typeof(HelpdeskText), "Contact.Name", "Ticket.Number", "Ticket.Title", "Ticket.Answer", "Ticket.Link") { IsWritten = true };

    /// <summary>Refused where nobody of the client has a usable address.</summary>
    /// <param name="files">They go out with it.</param>
    internal async Task<Result> QueueAsync(
        PortalDbContext db, Ticket ticket, HelpdeskTeam? team, LegalEntity seller, TicketMessage message, IReadOnlyList<StoredDocument> files, CancellationToken ct)
    {
        var client = await db.Clients.AsNoTracking().Include(c => c.Contacts).SingleAsync(c => c.Id == ticket.ClientId, ct);
        if (await TicketAddressee.OfAsync(db, ticket, client, ct) is not { } contact)
        {
            return Refusal.NotNow("Helpdesk.NobodyToAnswer", client.Name);
        }

        var values = new Dictionary<string, string?>
        {
            ["Contact.Name"] = contact.Name,
            ["Ticket.Number"] = ticket.Number,
            ["Ticket.Title"] = ticket.Title,
            ["Ticket.Link"] = site.Value.Link($"portal/tickets/{ticket.Id}"),
        };
        var (subject, body) = await MailProposals.ProposeAsync(db, Kind, client.Language, seller.Name, values, ct);
        var answer = string.Join('\n', message.Body.ReplaceLineEndings("\n").Split('\n').Select(TemplateText.Escape));
        var content = MailComposer.Compose(
            MailLanguages.Nearest(client.Language), subject, body.Replace("{{Ticket.Answer}}", answer, StringComparison.Ordinal), MailBrand.Of(seller), new Dictionary<string, string?>());
        var mailbox = EmailAddress.IsValid(team?.Email) ? new MailContact(team!.Email, team.Name) : null;
        var thread = await db.TicketMessages.Where(m => m.TicketId == ticket.Id && m.MailId != null).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(LongestThread).Select(m => m.MailId!).ToListAsync(ct);
        var sent = outbox.Add(db, new NewMessage(Kind.Name, content)
        {
            About = SubjectRef.To(ticket),
            ClientId = client.Id,
            LegalEntityId = seller.Id,
            From = mailbox ?? Outbox.SenderOf(seller),
            To = [new MailContact(contact.Email, contact.Name)],
            ReplyTo = mailbox,
            Answers = [.. Enumerable.Reverse(thread)],
            Attachments = [.. files.Select(MailAttachment.Of)],
            DedupeKey = $"ticket:{message.Id}",
        });
        message.MailId = sent.MessageId;
        return Result.Done;
    }
}
