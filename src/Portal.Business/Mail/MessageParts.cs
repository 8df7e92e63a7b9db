using Portal.Business.Common;
using Portal.Business.Documents;

namespace Portal.Business.Mail;

/// <summary>Somebody with an e-mail address.</summary>
public sealed record MailContact(string Address, string? Name = null);

public enum RecipientRole
{
    To,
    Cc,
    Bcc,
}

public enum RecipientState
{
    Pending,
    Accepted,
    Refused,
}

/// <summary>One recipient of a message and what the server said to it.</summary>
public sealed record MailRecipient(RecipientRole Role, string Address, string? Name, RecipientState State = RecipientState.Pending, string Answer = "")
{
    internal MailRecipient Apply((RecipientState State, string Answer) said) => this with { State = said.State, Answer = said.Answer };
}

/// <summary>A file of a message: a stored document, or a small content of its own.</summary>
public sealed record MailAttachment(string FileName, string ContentType, long? DocumentId, byte[]? Content)
{
    public const int LargestOwnContent = 200_000;

    public static MailAttachment Of(StoredDocument document) => new(document.FileName, document.ContentType, document.Id, null);

    public static MailAttachment Of(DocumentFile file) => file.Bytes.Length <= LargestOwnContent
        ? new(FileNames.Safe(file.Name), file.ContentType, null, file.Bytes)
        : throw new ArgumentException("A file of this size is attached as a stored document.", nameof(file));
}

public enum MailEventKind
{
    /// <summary>The server accepted it, for all or some recipients.</summary>
    Accepted,

    /// <summary>The server said "later", or could not be reached.</summary>
    Deferred,

    /// <summary>The server said "no".</summary>
    Refused,

    /// <summary>The process ended while it was being sent.</summary>
    Interrupted,

    Retried,
    Cancelled,
    Corrected,
    Dismissed,
}

/// <summary>Something that happened to a message: one row per attempt with the server's answer, one per intervention of a person.</summary>
public sealed class MailEvent : Entity
{
    public const int LongestAnswer = 2000;

    private MailEvent()
    {
    }

    internal MailEvent(long outgoingMessageId, DateTime at, MailEventKind kind, string answer, string by)
    {
        OutgoingMessageId = outgoingMessageId;
        At = at;
        Kind = kind;
        Answer = answer;
        By = by;
    }

    public long OutgoingMessageId { get; private set; }

    public DateTime At { get; private set; }

    public MailEventKind Kind { get; private set; }

    public string Answer { get; private set; } = "";

    /// <summary>The person, or the machine that tried.</summary>
    public string By { get; private set; } = "";
}
