using Portal.Business.Common;

namespace Portal.Business.Helpdesk;

public enum TicketMessageKind
{
    FromClient,
    ToClient,

    /// <summary>Staff only.</summary>
    Note,
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

    /// <summary>Names the form it came from, so that a double click writes once.</summary>
    public string? OnceKey { get; init; }
}
