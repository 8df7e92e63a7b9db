using Portal.Business.Common;

namespace Portal.Business.Helpdesk;

public enum TicketLinkKind
{
    Request,
    Visit,
    Job,
}

/// <summary>A ticket has to do with something else of the same client; each once.</summary>
public sealed class TicketLink : Entity, IBelongsToClient
{
    public required long TicketId { get; set; }

    public required long ClientId { get; init; }

    public required TicketLinkKind Kind { get; init; }

    /// <summary>Of the request, visit or job.</summary>
    public required long SubjectId { get; init; }
}
