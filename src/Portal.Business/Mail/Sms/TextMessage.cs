using System.Linq.Expressions;
using Portal.Business.Common;

namespace Portal.Business.Mail.Sms;

public enum TextMessageState
{
    /// <summary>Waits for its next attempt.</summary>
    Queued,

    /// <summary>A process hands it to the gateway, until its lease ends.</summary>
    Sending,

    /// <summary>The gateway took it.</summary>
    Sent,

    /// <summary>Refused for good, or given up after the last attempt.</summary>
    Failed,
}

/// <summary>A text message (SMS) as a row: written with what caused it, sent later, and kept with what the gateway answered.</summary>
public sealed class TextMessage : Entity, IVersioned, IBelongsToClient
{
    /// <summary>Six parts of 153 characters.</summary>
    public const int Longest = 918;

    /// <summary>Waits between attempts; after the last one the message has failed.</summary>
    public static readonly IReadOnlyList<TimeSpan> Delays =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    private TextMessage()
    {
    }

    /// <param name="about">What it is about, to link to.</param>
    /// <param name="number">In the international form: +33612345678.</param>
    /// <param name="dedupeKey">Names what must be sent once; the database refuses a second message with it.</param>
    public TextMessage(long clientId, long? jobId, SubjectRef about, string number, string name, string text, string? dedupeKey, DateTime now)
    {
        ClientId = clientId;
        JobId = jobId;
        (AboutType, AboutId) = (about.Type, about.Id);
        Number = number;
        Name = name;
        Text = text.Trim();
        DedupeKey = dedupeKey;
        CreatedAt = now;
        NextAttemptAt = now;
    }

    public long ClientId { get; private set; }

    public long? JobId { get; private set; }

    public string AboutType { get; private set; } = "";

    public long AboutId { get; private set; }

    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? DedupeKey { get; private set; }

    public TextMessageState State { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    public DateTime? LeasedUntil { get; private set; }

    public DateTime? SentAt { get; private set; }

    /// <summary>Raised when an attempt starts, so that one which ended the process counts too.</summary>
    public int Attempts { get; private set; }

    public string LastAnswer { get; private set; } = "";

    public int Version { get; private set; }

    public static Refusal? Check(string text) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Invalid("Common.Required").On("Body")
        : text.Trim().Length > Longest ? Refusal.Invalid("Common.TooLong", "Body", Longest).On("Body")
        : null;

    internal static Expression<Func<TextMessage, bool>> IsDue(DateTime now) => m =>
        (m.State == TextMessageState.Queued && m.NextAttemptAt <= now) || (m.State == TextMessageState.Sending && m.LeasedUntil < now);

    internal void Lease(DateTime until)
    {
        State = TextMessageState.Sending;
        LeasedUntil = until;
        Attempts++;
    }

    /// <summary>Records what the gateway answered: sent, failed for good, or put off until there are no attempts left.</summary>
    internal void Settle(SmsAnswer answer, DateTime now)
    {
        LastAnswer = Folding.Cut(Folding.Clean(answer.Text), 500);
        LeasedUntil = null;
        if (answer.Outcome == SmsOutcome.Accepted)
        {
            (State, SentAt) = (TextMessageState.Sent, now);
        }
        else if (answer.Outcome == SmsOutcome.Refused || Attempts > Delays.Count)
        {
            State = TextMessageState.Failed;
        }
        else
        {
            (State, NextAttemptAt) = (TextMessageState.Queued, now + Delays[Math.Max(0, Attempts - 1)]);
        }
    }
}
