namespace Portal.Business.Mail.Wire;

/// <summary>A server's answer: three digits and its lines.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>5xx: asking again is no use.</summary>
    public bool IsFinal => Code >= 500;

    /// <summary>The server is closing, or wants something of the connection and not of this message (421; 530, 534, 535, 538: sign-in and encryption).</summary>
    public bool IsAboutTheServer => Code is 421 or 530 or 534 or 535 or 538;

    public override string ToString() => $"{Code} {string.Join(" / ", Lines)}";
}

/// <summary>The dialogue can't go on.</summary>
internal sealed class SmtpException(string what, SmtpReply? reply = null) : Exception(reply is null ? what : $"{what}: {reply}")
{
    public SmtpReply? Reply { get; } = reply;
}
