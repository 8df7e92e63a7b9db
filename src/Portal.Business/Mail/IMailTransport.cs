namespace Portal.Business.Mail;

/// <summary>Hands one message to the outside world. A server that refuses, hangs or vanishes is an outcome, not an exception.</summary>
public interface IMailTransport
{
    Task<MailOutcome> SendAsync(MailEnvelope envelope, CancellationToken ct);
}

/// <summary>What goes over the wire. Addresses are checked.</summary>
public sealed record MailEnvelope(string MessageId, string Sender, IReadOnlyList<string> Recipients, byte[] Content);

/// <summary>What came of handing over a message.</summary>
/// <param name="Event">Accepted by at least one recipient, or why not.</param>
/// <param name="Answer">What the server said, or what broke.</param>
public sealed record MailOutcome(MailEventKind Event, string Answer)
{
    /// <summary>What was said about single recipients; the others share the whole message's fate.</summary>
    public IReadOnlyDictionary<string, (RecipientState State, string Answer)> Recipients { get; init; } =
        new Dictionary<string, (RecipientState, string)>();

    /// <summary>The trouble is the server's or the settings': other messages would meet the same now.</summary>
    public bool IsServerTrouble { get; init; }

    public static MailOutcome Accepted(string answer) => new(MailEventKind.Accepted, answer);

    public static MailOutcome Later(string answer, bool isServerTrouble = false) => new(MailEventKind.Deferred, answer) { IsServerTrouble = isServerTrouble };

    public static MailOutcome Refused(string answer) => new(MailEventKind.Refused, answer);

    internal (RecipientState State, string Answer) Of(string address) =>
        Recipients.TryGetValue(address, out var said)
            ? said
            : (Event switch
            {
                MailEventKind.Accepted => RecipientState.Accepted,
                MailEventKind.Refused => RecipientState.Refused,
                _ => RecipientState.Pending,
            }, Answer);
}
