using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Mail;
using Portal.Business.Mail.UseCases;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Administration.Mail;

/// <summary>The outbox, newest first.</summary>
public sealed class MessageList(ListMessages list, MailNames names, IStringLocalizer<MailPages> t) : ListDefinition<MessageRow>
{
    public const string ListName = "messages";

    private const int LongestAnswer = 28;

    public override string Name => ListName;

    public override string SearchHint => t["SearchHint"];

    public override IReadOnlyList<Column<MessageRow>> Columns { get; } =
    [
        new("subject", t["Subject"], r => r.Subject) { Sorts = true },
        new("recipients", t["Recipients"], r => string.Join(", ", r.Recipients.Select(p => p.Address))),
        new("state", t["Status"], r => r is { State: MessageState.Sent, Attention: not null } ? new Kit.Status(t["PartlySent"], Kit.Tone.Warning) : names.Of(r.State)),
        new("kind", t["Kind"], r => names.Kind(r.Kind)),
        new("planned", t["Planned"], r => r.PlannedAt) { Kind = ColumnKind.DateTime, Sorts = true },
        new("sent", t["Sent"], r => r.SentAt) { Kind = ColumnKind.DateTime, Hidden = true },
        new("attempts", t["Attempts"], r => r.Attempts) { Kind = ColumnKind.Count, Sorts = true },
        new("answer", t["Answer"], r => r.LastAnswer) { Template = r => cell => cell.AddContent(0, Beginning(r.LastAnswer)) },
    ];

    public override IReadOnlyList<Filter> Filters { get; } =
    [
        new ChoiceFilter("state", t["Status"], [.. Enum.GetValues<MessageState>().Select(s => (s.ToString(), names.Of(s).Word))]),
        new ChoiceFilter("kind", t["Kind"], names.AllKinds()),
    ];

    public override IReadOnlyList<ListView> Views { get; } = [new("all", t["All"]), new("attention", t["NeedsAttention"])];

    /// <summary>What fits into a row; the message's page and the export have all of it.</summary>
    private static string Beginning(string answer) => answer.Length > LongestAnswer ? answer[..LongestAnswer] + "…" : answer;

    public override object KeyOf(MessageRow row) => row.Id;

    public override string HrefOf(MessageRow row) => $"/settings/mail/{row.Id}";

    public override async Task<Result<ListPage<MessageRow>>> LoadAsync(ListQuery query, CancellationToken ct)
    {
        var result = await list.RunAsync(Of(query), ct);
        return Shown(result);
    }

    public static MessageFilter Of(ListQuery query) => new()
    {
        State = query.Choice<MessageState>("state"),
        Kind = query.Filter("kind"),
        Search = query.Search,
        NeedsAttention = query.View == "attention",
        Page = query.Paging,
    };
}
