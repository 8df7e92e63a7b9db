using Portal.Business.Common;

namespace Portal.Business.Helpdesk.Incoming;

public enum IncomingMailState
{
    /// <summary>It stands on a ticket.</summary>
    Taken,

    /// <summary>Waits for a person.</summary>
    Parked,

    /// <summary>No person wrote it, or we did ourselves.</summary>
    LeftOut,

    /// <summary>A person decided that it is nothing for us.</summary>
    Discarded,
}

/// <summary>Why a mail did not become a ticket by itself; "MailReason.…" of the texts.</summary>
public enum MailReason
{
    None,
    UnknownSender,
    SeveralClients,
    UnknownTeam,

    /// <summary>It answers on a ticket, and whoever sent it is no contact of that ticket's client, nor wrote the mail that it was made of.</summary>
    NotOfTheClient,

    /// <summary>The mail server found that it does not come from where it says.</summary>
    NotAuthentic,

    /// <summary>A mail of ours did not arrive.</summary>
    Bounce,
    AutomaticReply,
    MailingList,
    OwnMail,

    /// <summary>Another message came under the same Message-ID.</summary>
    SameIdentifier,
    Malformed,
    TooLarge,
    Empty,

    /// <summary>It could not be saved.</summary>
    Failed,
}

/// <summary>A mail that came for the helpdesk, and what became of it; its key is there once, whoever reads its file how often.</summary>
public sealed class IncomingMail : Entity, IVersioned
{
    public const int LongestKey = 80;

    private IncomingMail()
    {
    }

    internal IncomingMail(MailLetter letter, string key, DateTime now)
    {
        (Key, Fingerprint, ReceivedAt) = (key, letter.Fingerprint, now);
        (MailId, FromAddress, FromName) = (letter.MailId, letter.FromAddress, letter.FromName);
        (Subject, Recipients) = (letter.Subject, Folding.Cut(string.Join(", ", letter.Recipients), 1000));
        SearchKey = Folding.Key(FromAddress, FromName, Subject);
    }

    /// <summary>Of its Message-ID, or of its bytes where it has none.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Of what it says: another message under the same Message-ID differs here.</summary>
    public string Fingerprint { get; private set; } = "";

    public string? MailId { get; private set; }

    public DateTime ReceivedAt { get; private set; }

    /// <summary>As the message claims.</summary>
    public string FromAddress { get; private set; } = "";

    public string FromName { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Recipients { get; private set; } = "";

    public string SearchKey { get; private set; } = "";

    public IncomingMailState State { get; private set; }

    public MailReason Reason { get; private set; }

    /// <summary>The ticket on which it stands, or, as long as a person decides, seems to belong.</summary>
    public long? TicketId { get; private set; }

    public DateTime? SettledAt { get; private set; }

    /// <summary>Who decided; empty: it went by itself.</summary>
    public string SettledBy { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>A person may still make a ticket of it.</summary>
    public bool IsOpen => State is IncomingMailState.Parked or IncomingMailState.LeftOut;

    internal void StandOn(Ticket ticket) => (State, TicketId) = (IncomingMailState.Taken, ticket.Id);

    internal void LeaveAside(MailReason reason, long? ticketId) => (State, Reason, TicketId) = (reason.IsLeftOut ? IncomingMailState.LeftOut : IncomingMailState.Parked, reason, ticketId);

    /// <summary>A person put it on a ticket.</summary>
    internal Result Settle(Ticket ticket, ICurrentUser by, DateTime now)
    {
        if (!IsOpen)
        {
            return Refusal.NotNow("Helpdesk.MailIsSettled");
        }

        StandOn(ticket);
        (SettledAt, SettledBy) = (now, by.Name);
        return Result.Done;
    }

    internal Result Discard(ICurrentUser by, DateTime now)
    {
        if (!IsOpen)
        {
            return Refusal.NotNow("Helpdesk.MailIsSettled");
        }

        (State, SettledAt, SettledBy) = (IncomingMailState.Discarded, now, by.Name);
        return Result.Done;
    }
}

/// <summary>The message itself: of what a person has or had to decide, and of what brought files that its ticket could not take. Kept for some time, until it is decided in any case.</summary>
public sealed class IncomingMailSource : Entity
{
    public required long IncomingMailId { get; init; }

    public required byte[] Bytes { get; init; }
}

internal static class MailReasons
{
    extension(MailReason reason)
    {
        /// <summary>Nobody needs to look at it.</summary>
        public bool IsLeftOut => reason is MailReason.AutomaticReply or MailReason.MailingList or MailReason.OwnMail;
    }
}
