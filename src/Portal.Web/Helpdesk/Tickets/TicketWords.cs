using Microsoft.Extensions.Localization;
using Portal.Business.Helpdesk;
using Portal.Web.Kit;

namespace Portal.Web.Helpdesk.Tickets;

public static class TicketWords
{
    public static Status Of(TicketStatus status, IStringLocalizer<HelpdeskText> texts) => Of(status, "", texts);

    /// <summary>What the stage is called; where there is none, the status.</summary>
    public static Status Of(TicketStatus status, string stage, IStringLocalizer<HelpdeskText> texts) => new(stage.Length > 0 ? stage : texts[$"Status.{status}"], status switch
    {
        TicketStatus.New => Tone.Warning,
        TicketStatus.Open or TicketStatus.WaitingForClient => Tone.Waiting,
        TicketStatus.Solved => Tone.Ok,
        _ => Tone.Neutral,
    });
}
