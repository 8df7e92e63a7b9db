using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Helpdesk;
using Portal.Business.Helpdesk.Incoming;
using Portal.Business.Helpdesk.UseCases;
using Portal.Web.Kit;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Helpdesk.Incoming;

/// <summary>The mails that came for the helpdesk; the list opens on what waits for a person.</summary>
public sealed class IncomingMailList(ListIncomingMail list, IStringLocalizer<HelpdeskPages> t, IStringLocalizer<HelpdeskText> texts) : ListDefinition<ListIncomingMail.Row>
{
    public override string Name => "ticket-mail";

    public override string SearchHint => t["MailSearchHint"];

    public override IReadOnlyList<Column<ListIncomingMail.Row>> Columns { get; } =
    [
        new("from", t["MailFrom"], r => r.From.Length > 0 ? r.From : "—"),
        new("subject", t["Subject"], r => r.Subject),
        new("to", t["MailTo"], r => r.Recipients) { Hidden = true },
        new("state", t["State"], r => Words(r.State, texts)),
        new("reason", t["Reason"], r => r.Reason == MailReason.None ? "" : texts[$"MailReason.{r.Reason}"]) { Wraps = true },
        new("ticket", t["Ticket"], r => r.TicketNumber),
        new("received", t["ReceivedAt"], r => r.ReceivedAt) { Kind = ColumnKind.DateTime },
    ];

    public override IReadOnlyList<ListView> Views { get; } =
    [
        new("decide", t["ViewToDecide"]), new("out", t["ViewLeftOut"]), new("taken", t["ViewOnTickets"]), new("discarded", t["ViewDiscarded"]), new("all", t["ViewAllTickets"]),
    ];

    public static Status Words(IncomingMailState state, IStringLocalizer<HelpdeskText> texts) => new(texts[$"MailState.{state}"], state switch
    {
        IncomingMailState.Parked => Tone.Warning,
        IncomingMailState.Taken => Tone.Ok,
        _ => Tone.Neutral,
    });

    public override object KeyOf(ListIncomingMail.Row row) => row.Id;

    public override string HrefOf(ListIncomingMail.Row row) => $"/tickets/mail/{row.Id}";

    public override async Task<Result<ListPage<ListIncomingMail.Row>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        IncomingMailState? state = query.View switch
        {
            "all" => null,
            "out" => IncomingMailState.LeftOut,
            "taken" => IncomingMailState.Taken,
            "discarded" => IncomingMailState.Discarded,
            _ => IncomingMailState.Parked,
        };
        var result = await list.RunAsync(new ListIncomingMail.Input(query.Paging, query.Search, state), ct);
        return result.TryGet(out var page) ? (ListPage<ListIncomingMail.Row>)page : Result<ListPage<ListIncomingMail.Row>>.Refused(result.Refusals);
    }
}
