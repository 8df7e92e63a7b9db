using Microsoft.Extensions.Options;
using Portal.Business.Common;
using Portal.Business.Companies;
using Portal.Business.Data;

namespace Portal.Business.Mail;

/// <summary>Subject and body of a message in both forms, as <see cref="MailComposer"/> makes it.</summary>
public sealed record ComposedMail(string Subject, string Html, string Text, string Language);

/// <summary>A message to queue. <paramref name="Kind"/> is the name of a <see cref="MailKind"/>.</summary>
public sealed record NewMessage(string Kind, ComposedMail Content)
{
    public SubjectRef? About { get; init; }

    public long? ClientId { get; init; }

    public long? LegalEntityId { get; init; }

    /// <summary>Null: the sender of the settings.</summary>
    public MailContact? From { get; init; }

    public MailContact? ReplyTo { get; init; }

    public IReadOnlyList<MailContact> To { get; init; } = [];

    public IReadOnlyList<MailContact> Cc { get; init; } = [];

    public IReadOnlyList<MailContact> Bcc { get; init; } = [];

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Message-IDs of the conversation that it continues, the oldest first; checked by whoever gives them.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>UTC; null or past: at once.</summary>
    public DateTime? PlannedAt { get; init; }

    /// <summary>Names what must happen once, at most 120 characters; a second message with it makes the save fail with a unique violation.</summary>
    public string? DedupeKey { get; init; }

    /// <summary>A person sends it to another, in their own words or those of the company; nothing that the program sends by itself.</summary>
    public bool IsWritten { get; init; }

    /// <summary>It holds a personal link or code: staff can't read its body, and it is erased once sent.</summary>
    public bool IsConfidential { get; init; }
}

/// <summary>Queues messages: the row goes into the caller's one save, and is sent afterwards.</summary>
public sealed class Outbox(IOptions<MailOptions> options, TimeProvider clock)
{
    /// <summary>A company as sender of its messages; null, which leaves it to the settings, where it has no usable address.</summary>
    public static MailContact? SenderOf(LegalEntity company) => EmailAddress.IsValid(company.Email) ? new MailContact(company.Email, company.Name) : null;

    /// <summary>
    /// Adds the message to what <paramref name="db"/> saves next. Without a usable recipient it is held and shown under
    /// "needs attention"; the caller's work goes on.
    /// </summary>
    public OutgoingMessage Add(PortalDbContext db, NewMessage message)
    {
        var sender = message.From ?? new MailContact(options.Value.From, options.Value.FromName);
        if (!EmailAddress.TryRead(sender.Address, out var address))
        {
            throw new ArgumentException($"The sender of a message of kind {message.Kind} has no usable address.", nameof(message));
        }

        var row = new OutgoingMessage(message, sender with { Address = address }, clock.GetUtcNow().UtcDateTime);
        db.OutgoingMessages.Add(row);
        return row;
    }
}
