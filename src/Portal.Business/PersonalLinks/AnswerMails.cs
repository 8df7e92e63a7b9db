using Microsoft.Extensions.Options;
using Portal.Business.Clients;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;
using Portal.Business.Mail;

namespace Portal.Business.PersonalLinks;

/// <summary>Tells people how something that was sent was answered, in the save of the answer.</summary>
public sealed class AnswerMails(MailComposer composer, Outbox outbox, IOptions<SiteOptions> site)
{
    /// <param name="Kind">The name of a <see cref="MailKind"/>.</param>
    /// <param name="Number">Of what was answered, where it is answered more than once: it names the message, which goes out once.</param>
    internal sealed record Answer(string Kind, SubjectRef About, long ClientId, LegalEntity Seller, Dictionary<string, string?> Values, int Number = 1)
    {
        public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
    }

    /// <param name="page">The page of staff that shows it, which <paramref name="linkPlaceholder"/> becomes.</param>
    internal Task TellStaffAsync(PortalDbContext db, Answer answer, MailContact to, string linkPlaceholder, string page, CancellationToken ct)
    {
        answer.Values[linkPlaceholder] = site.Value.Link(page);
        return QueueAsync(db, answer, to, answer.Seller.Language, null, ct);
    }

    /// <summary>To whoever answered; the company stands as its sender.</summary>
    internal Task TellClientAsync(PortalDbContext db, Answer answer, MailContact to, string language, CancellationToken ct) => QueueAsync(
        db, answer, to, language, Outbox.SenderOf(answer.Seller), ct);

    private async Task QueueAsync(PortalDbContext db, Answer answer, MailContact to, string language, MailContact? from, CancellationToken ct) =>
        outbox.Add(db, new NewMessage(answer.Kind, await composer.ComposeAsync(db, answer.Kind, language, MailBrand.Of(answer.Seller), answer.Values, ct))
        {
            About = answer.About,
            ClientId = answer.ClientId,
            LegalEntityId = answer.Seller.Id,
            From = from,
            To = [to],
            Attachments = answer.Attachments,
            DedupeKey = $"{answer.About.Type}:{answer.About.Id}:{answer.Number}:{answer.Kind}",
        });
}
