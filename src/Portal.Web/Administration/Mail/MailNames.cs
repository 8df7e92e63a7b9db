using Microsoft.Extensions.Localization;
using Portal.Business.Mail;
using Portal.Web.Kit;

namespace Portal.Web.Administration.Mail;

/// <summary>What the pages call states, events and kinds of messages.</summary>
public sealed class MailNames(IStringLocalizer<MailText> texts, MailKinds kinds)
{
    public Status Of(MessageState state) => new(texts[$"MessageState.{state}"], state switch
    {
        MessageState.Sent => Tone.Ok,
        MessageState.Failed => Tone.Refused,
        MessageState.Held => Tone.Warning,
        MessageState.Queued or MessageState.Sending => Tone.Waiting,
        _ => Tone.Neutral,
    });

    public Status Of(RecipientState state) => new(texts[$"RecipientState.{state}"], state switch
    {
        RecipientState.Accepted => Tone.Ok,
        RecipientState.Refused => Tone.Refused,
        _ => Tone.Waiting,
    });

    public string Of(RecipientRole role) => texts[$"RecipientRole.{role}"];

    public string Attention(string key) => texts[key];

    public string Kind(string kind) => kinds.Find(kind)?.Title(System.Globalization.CultureInfo.CurrentUICulture) ?? kind;

    public IReadOnlyList<(string Value, string Text)> AllKinds() => [.. kinds.All.Select(k => (k.Name, Kind(k.Name))).OrderBy(k => k.Item2, StringComparer.CurrentCulture)];

    public TimelineEvent Event(Business.Mail.UseCases.EventView e) => new(
        e.At, e.By, texts[$"MailEventKind.{e.Kind}"],
        e.Kind switch
        {
            MailEventKind.Accepted => Icons.Ok,
            MailEventKind.Refused => Icons.Refused,
            MailEventKind.Deferred => Icons.Waiting,
            MailEventKind.Interrupted => Icons.Warning,
            MailEventKind.Retried => Icons.Send,
            MailEventKind.Cancelled => Icons.Close,
            MailEventKind.Corrected => Icons.Edit,
            _ => Icons.Check,
        },
        e.Kind switch
        {
            MailEventKind.Accepted => Tone.Ok,
            MailEventKind.Refused => Tone.Refused,
            MailEventKind.Deferred => Tone.Waiting,
            MailEventKind.Interrupted => Tone.Warning,
            _ => Tone.Neutral,
        },
        e.Answer.Length > 0 ? e.Answer : null);
}
