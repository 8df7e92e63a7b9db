using Microsoft.Extensions.Localization;
using Portal.Business.Helpdesk;
using Portal.Web.Kit;

namespace Portal.Web.Helpdesk.Tickets;

public static class TicketWords
{
    public static Status Of(TicketStatus status, IStringLocalizer<HelpdeskText> texts) => new(texts[$"Status.{status}"], status switch
    {
        TicketStatus.New => Tone.Warning,
        TicketStatus.Open or TicketStatus.WaitingForClient => Tone.Waiting,
        TicketStatus.Solved => Tone.Ok,
        _ => Tone.Neutral,
    });
}
