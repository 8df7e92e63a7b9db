using Microsoft.Extensions.Localization;
using Portal.Business.Helpdesk;
using Portal.Web.Kit;

namespace Portal.Web.Helpdesk.Tickets;

public static class TicketWords
{
    public static Status Of(TicketStatus status, IStringLocalizer<HelpdeskText> texts) => Of(status, "", texts);

    /// <summary>As its client reads it: a ticket that waits for the client waits for them.</summary>
    public static Status Own(TicketStatus status, IStringLocalizer<HelpdeskText> texts, IStringLocalizer<HelpdeskPages> pages) =>
        Of(status, status == TicketStatus.WaitingForClient ? pages["OwnWaiting"].Value : "", texts);

    /// <summary>What the stage is called; where there is none, the status.</summary>
    public static Status Of(TicketStatus status, string stage, IStringLocalizer<HelpdeskText> texts) => new(stage.Length > 0 ? stage : texts[$"Status.{status}"], status switch
    {
        TicketStatus.New => Tone.Warning,
        TicketStatus.Open or TicketStatus.WaitingForClient => Tone.Waiting,
        TicketStatus.Solved => Tone.Ok,
        _ => Tone.Neutral,
    });
}
