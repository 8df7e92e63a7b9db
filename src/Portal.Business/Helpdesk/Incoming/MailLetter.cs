namespace Portal.Business.Helpdesk.Incoming;

/// <summary>A mail as it was read. Everything in it is claimed by whoever sent it.</summary>
internal sealed record MailLetter
{
    public string? MailId { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Lower case; empty where there is none that is usable.</summary>
    public string FromAddress { get; init; } = "";

    public string FromName { get; init; } = "";

    public string Subject { get; init; } = "";

    /// <summary>Whom it was sent to, lower case, the first named first.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Message-IDs of the mails that it answers, the nearest first.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>What was written.</summary>
    public string Text { get; init; } = "";

    /// <summary>It was longer; the first of the files holds all of it.</summary>
    public bool IsShortened { get; init; }

    /// <summary>What it quotes of earlier mails.</summary>
    public string Quoted { get; init; } = "";

    public IReadOnlyList<(string Name, byte[] Bytes)> Files { get; init; } = [];

    /// <summary>Why no person is thought to have written it, or it can't be relied on.</summary>
    public MailReason Reason { get; init; }
}
