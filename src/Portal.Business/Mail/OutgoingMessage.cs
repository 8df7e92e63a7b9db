using System.Linq.Expressions;
using System.Security.Cryptography;
using Portal.Business.Common;

namespace Portal.Business.Mail;

public enum MessageState
{
    /// <summary>Waits for its planned time or its next attempt.</summary>
    Queued,

    /// <summary>A process is sending it, until its lease ends.</summary>
    Sending,

    /// <summary>The server accepted it for at least one recipient.</summary>
    Sent,

    /// <summary>Refused for good, or given up after the last attempt.</summary>
    Failed,

    Cancelled,

    /// <summary>Can't be sent as it is: a person must give it recipients.</summary>
    Held,
}

/// <summary>An e-mail as a row: written with what caused it, sent later, and kept with what the server answered.</summary>
public sealed partial class OutgoingMessage : Entity, IVersioned
{
    /// <summary>Waits between attempts; after the last one the message has failed.</summary>
    public static readonly IReadOnlyList<TimeSpan> Delays =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12),
    ];

    /// <summary>Of all files that a person adds to one message, in bytes: most mail servers take no more.</summary>
    public const int LargestFiles = 15 * 1024 * 1024;

    /// <summary>A message that ends the process each time is given up.</summary>
    internal const int MostInterruptions = 10;

    private const int LongestSubject = 500;

    private readonly List<MailEvent> events = [];

    private OutgoingMessage()
    {
    }

    internal OutgoingMessage(NewMessage message, MailContact from, DateTime now)
    {
        Kind = message.Kind;
        AboutType = message.About?.Type;
        AboutId = message.About?.Id;
        ClientId = message.ClientId;
        LegalEntityId = message.LegalEntityId;
        FromAddress = from.Address;
        FromName = from.Name ?? "";
        ReplyToAddress = message.ReplyTo?.Address;
        ReplyToName = message.ReplyTo?.Name;
        var subject = string.Join(' ', Folding.Clean(message.Content.Subject).Split(['\n', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Subject = subject.Length > LongestSubject ? subject[..(LongestSubject - 1)] + "…" : subject;
        Language = message.Content.Language;
        HtmlBody = message.Content.Html;
        TextBody = message.Content.Text;
        Attachments = [.. message.Attachments];
        Answers = string.Join(' ', message.Answers);
        IsConfidential = message.IsConfidential;
        IsWritten = message.IsWritten;
        CreatedAt = now;
        PlannedAt = message.PlannedAt is { } planned && planned > now ? planned : now;
        NextAttemptAt = PlannedAt;
        DedupeKey = message.DedupeKey;
        MessageId = $"{Id:x}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}@{EmailAddress.Domain(from.Address)}";
        Address(message.To, message.Cc, message.Bcc);
    }

    public string Kind { get; private set; } = "";

    /// <summary>What the message is about; <see cref="SubjectRef"/>.</summary>
    public string? AboutType { get; private set; }

    public long? AboutId { get; private set; }

    public long? ClientId { get; private set; }

    public long? LegalEntityId { get; private set; }

    /// <summary>Without angle brackets. Made once: every attempt carries the same.</summary>
    public string MessageId { get; private set; } = "";

    /// <summary>Names what must be sent once ("invoice:123:first-sending"); the database refuses a second message with it.</summary>
    public string? DedupeKey { get; private set; }

    /// <summary>Message-IDs of the conversation that it continues, the oldest first, separated by spaces.</summary>
    public string Answers { get; private set; } = "";

    public string FromAddress { get; private set; } = "";

    public string FromName { get; private set; } = "";

    public string? ReplyToAddress { get; private set; }

    public string? ReplyToName { get; private set; }

    public IReadOnlyList<MailRecipient> Recipients { get; private set; } = [];

    /// <summary>All addresses and names, folded, for the search of the outbox page.</summary>
    public string RecipientsSearch { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Language { get; private set; } = "";

    public string HtmlBody { get; private set; } = "";

    public string TextBody { get; private set; } = "";

    public IReadOnlyList<MailAttachment> Attachments { get; private set; } = [];

    /// <summary>A person sent it: it carries no Auto-Submitted field (RFC 3834, 5), so that an absence is answered.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Holds a personal link: its body is never shown to staff and is erased once it is no longer needed, that is when nobody is left whom it did not reach.</summary>
    public bool IsConfidential { get; private set; }

    public MessageState State { get; private set; }

    /// <summary>Why a person should look at it; a key of MailText ("Attention.…"), null if nobody needs to.</summary>
    public string? Attention { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime PlannedAt { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>Raised when an attempt starts, so that one which ended the process counts too.</summary>
    public int Attempts { get; private set; }

    /// <summary>Which process is sending it; empty while nobody is.</summary>
    public string LeaseOwner { get; private set; } = "";

    public DateTime? LeasedUntil { get; private set; }

    /// <summary>The server's last answer.</summary>
    public string LastAnswer { get; private set; } = "";

    public int Version { get; private set; }

    public IReadOnlyList<MailEvent> Events => events;

    public SubjectRef? About => AboutType is { } type && AboutId is { } id ? new SubjectRef(type, id) : null;

    /// <summary>Those a next attempt goes to: everybody whom the server has neither accepted nor refused for good.</summary>
    public IEnumerable<MailRecipient> Pending => Recipients.Where(r => r.State == RecipientState.Pending);

    /// <summary>Those the server refused for good, or who were given up.</summary>
    public IEnumerable<MailRecipient> Refused => Recipients.Where(r => r.State == RecipientState.Refused);

    /// <summary>What became of it, for the timeline of what it is about: its subject, whom it did not reach, and the server's last answer.</summary>
    internal object[] Undelivered() => [Subject, string.Join(", ", Refused.Select(r => r.Address)), LastAnswer];

    /// <summary>It is about somebody's own account, and goes to nobody else: who reads it may act as that person, or was to be warned.</summary>
    public bool IsForOnePerson => About?.Type == nameof(Accounts.User);

    public bool CanCancel => State is MessageState.Queued or MessageState.Held or MessageState.Failed;

    public bool CanSendNow => State is MessageState.Queued or MessageState.Failed;

    public bool CanCorrect => State is MessageState.Queued or MessageState.Held or MessageState.Failed
        || (State == MessageState.Sent && Attention is not null);

    public bool CanDismiss => Attention is not null && State != MessageState.Held;

    /// <summary>Records what an attempt came to. An acceptance counts even if the lease was lost meanwhile.</summary>
    internal void Settle(MailOutcome outcome, bool keepsConfidential, string node, DateTime now)
    {
        if (State is MessageState.Sent)
        {
            return;
        }

        Recipients = [.. Recipients.Select(r => r.State == RecipientState.Pending ? r.Apply(outcome.Of(r.Address)) : r)];
        Record(outcome.Event, outcome.Answer, node, now);
        LeaseOwner = "";
        LeasedUntil = null;

        var accepted = Recipients.Any(r => r.State == RecipientState.Accepted);
        if (!Pending.Any())
        {
            Close(accepted, keepsConfidential, now);
        }
        else if (Attempts > Delays.Count)
        {
            Recipients = [.. Recipients.Select(r => r.State == RecipientState.Pending ? r with { State = RecipientState.Refused } : r)];
            Close(accepted, keepsConfidential, now);
        }
        else
        {
            State = MessageState.Queued;
            NextAttemptAt = now + Delays[Math.Max(0, Attempts - 1)];
        }
    }

    private void Close(bool accepted, bool keepsConfidential, DateTime now)
    {
        State = accepted ? MessageState.Sent : MessageState.Failed;
        SentAt = accepted ? now : null;
        var refused = Recipients.Any(r => r.State == RecipientState.Refused);
        Attention = !accepted ? "Attention.Failed" : refused ? "Attention.PartlyRefused" : null;
        if (accepted && !refused && IsConfidential && !keepsConfidential)
        {
            EraseBody();
        }
    }

    /// <summary>The process that sent it before ended without saying what came of it.</summary>
    internal void NoteInterruption(string node, DateTime now) => Record(MailEventKind.Interrupted, "", node, now);

    /// <summary>Whose turn it is: planned and nobody's, or left behind by a process whose lease has ended.</summary>
    internal static Expression<Func<OutgoingMessage, bool>> IsDue(DateTime now) => m =>
        (m.State == MessageState.Queued && m.NextAttemptAt <= now) || (m.State == MessageState.Sending && m.LeasedUntil < now);

    private void Address(IReadOnlyList<MailContact> to, IReadOnlyList<MailContact> cc, IReadOnlyList<MailContact> bcc)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var recipients = new List<MailRecipient>();
        var unusable = false;
        foreach (var (role, contact) in to.Select(c => (RecipientRole.To, c)).Concat(cc.Select(c => (RecipientRole.Cc, c))).Concat(bcc.Select(c => (RecipientRole.Bcc, c))))
        {
            if (!EmailAddress.TryRead(contact.Address, out var address))
            {
                unusable = true;
                recipients.Add(new MailRecipient(role, contact.Address, contact.Name));
            }
            else if (seen.Add(address))
            {
                recipients.Add(new MailRecipient(role, address, contact.Name));
            }
        }

        Recipients = recipients;
        var search = Folding.Fold(recipients.SelectMany(r => new[] { r.Address, r.Name }));
        RecipientsSearch = search.Length > 2000 ? search[..2000] : search;
        State = unusable || to.Count == 0 ? MessageState.Held : MessageState.Queued;
        Attention = unusable ? "Attention.BadAddress" : to.Count == 0 ? "Attention.NoRecipient" : null;
    }

    private void EraseBody()
    {
        HtmlBody = "";
        TextBody = "";
    }

    private void Record(MailEventKind kind, string answer, string by, DateTime now)
    {
        var clean = Folding.Clean(answer);
        var kept = clean.Length > MailEvent.LongestAnswer ? clean[..MailEvent.LongestAnswer] : clean;
        if (kind is MailEventKind.Accepted or MailEventKind.Deferred or MailEventKind.Refused)
        {
            LastAnswer = kept;
        }

        events.Add(new MailEvent(Id, now, kind, kept, by));
    }
}
