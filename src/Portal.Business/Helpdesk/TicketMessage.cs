using Portal.Business.Batches;
using Portal.Business.Common;

namespace Portal.Business.Helpdesk;

public enum TicketMessageKind
{
    FromClient,
    ToClient,

    /// <summary>Staff only.</summary>
    Note,

    /// <summary>Another team took it over: its body names both. Staff only.</summary>
    OtherTeam,
}

/// <summary>One piece of the conversation of a ticket; it stays as it was written.</summary>
public sealed class TicketMessage : Entity, IBelongsToClient
{
    public required long TicketId { get; set; }

    public required long ClientId { get; init; }

    public required TicketMessageKind Kind { get; init; }

    public required DateTime At { get; init; }

    public long? UserId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string By { get; init; }

    public required string Body { get; init; }

    /// <summary>What a mail quotes of earlier ones; shown folded.</summary>
    public string Quoted { get; set; } = "";

    /// <summary>Files of a mail that can't be kept, and why.</summary>
    public IReadOnlyList<StoredRefusal> LeftOut { get; set; } = [];

    /// <summary>The Message-ID of the mail that it came by or went out with; what answers that mail belongs here.</summary>
    public string? MailId { get; set; }

    /// <summary>Names the form it came from, so that a double click writes once.</summary>
    public string? OnceKey { get; init; }
}
