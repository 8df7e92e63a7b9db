using Portal.Business.Common;

namespace Portal.Business.Helpdesk;

/// <summary>A word that tickets are gathered by.</summary>
public sealed class TicketLabel : Label
{
    private TicketLabel()
    {
    }

    public TicketLabel(long ticketId, string name)
        : base(name) => TicketId = ticketId;

    public long TicketId { get; private set; }

    internal void MoveTo(long ticketId) => TicketId = ticketId;
}
