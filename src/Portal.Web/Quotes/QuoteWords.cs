using Microsoft.Extensions.Localization;
using Portal.Business.JobFolders;
using Portal.Business.Quotes;
using Portal.Web.Kit;

namespace Portal.Web.Quotes;

/// <summary>Statuses and events of quotes, as screens show them.</summary>
public static class QuoteWords
{
    public static Status Of(QuoteStatus status, IStringLocalizer<QuotesText> texts) => new(texts[$"Status.{status}"], status switch
    {
        QuoteStatus.Approved => Tone.Ok,
        QuoteStatus.Sent or QuoteStatus.Viewed => Tone.Waiting,
        QuoteStatus.Refused => Tone.Refused,
        QuoteStatus.Expired => Tone.Warning,
        _ => Tone.Neutral,
    });

    public static TimelineEvent Event(TimelineRow row)
    {
        var (icon, tone) = row.Subject.Type switch
        {
            "Invoice" => (Icons.Invoice, Tone.Neutral),
            "Quote" => (Icons.Quote, Tone.Neutral),
            "Payment" => (Icons.Payment, Tone.Ok),
            "Ticket" => (Icons.Helpdesk, Tone.Neutral),
            "Job" => (Icons.Job, Tone.Neutral),
            _ => (Icons.Note, Tone.Neutral),
        };
        var href = row.Subject.Type switch
        {
            "Invoice" => $"/invoices/{row.Subject.Id}",
            "Quote" => $"/quotes/{row.Subject.Id}",
            "Payment" => $"/payments/{row.Subject.Id}",
            "Ticket" => $"/tickets/{row.Subject.Id}",
            _ => null,
        };
        return row.IsNote
            ? new TimelineEvent(row.At, null, row.Who, Icons.Note, Note: row.Text)
            : new TimelineEvent(row.At, row.Who.Length == 0 ? null : row.Who, row.Text, icon, tone, Href: href);
    }
}
