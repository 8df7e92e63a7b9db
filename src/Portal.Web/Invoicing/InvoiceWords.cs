using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Invoicing;
using Portal.Business.JobFolders;
using Portal.Business.Mail;
using Portal.Web.Kit;

namespace Portal.Web.Invoicing;

/// <summary>Statuses of invoices and of their messages as screens show them; one rule for the list and the page.</summary>
public static class InvoiceWords
{
    public static Status Of(InvoiceStatus status, IStringLocalizer<InvoicingText> texts) => new(texts[$"InvoiceStatus.{status}"], status switch
    {
        InvoiceStatus.Sent => Tone.Ok,
        InvoiceStatus.ReadyToSend or InvoiceStatus.ProformaSent => Tone.Waiting,
        _ => Tone.Neutral,
    });

    /// <summary>How it stands with the money; null for proformas and credit notes, which nobody pays.</summary>
    public static Status? Payment(
        InvoiceKind kind, bool isIssued, decimal total, decimal paid, decimal credited, decimal balance, bool isOverdue, IStringLocalizer<InvoicingPages> t) =>
        (kind, isIssued) is not (InvoiceKind.Invoice, true) ? null
        : isOverdue ? new Status(t["Overdue"], Tone.Warning)
        : balance <= 0 && credited >= total && total > 0 ? new Status(t["Credited"], Tone.Neutral)
        : balance <= 0 ? new Status(t["Paid"], Tone.Ok)
        : paid > 0 ? new Status(t["PartPaid"], Tone.Waiting)
        : credited > 0 ? new Status(t["PartCredited"], Tone.Waiting)
        : new Status(t["Unpaid"], Tone.Neutral, Icons.Clock);

    public static Status Disputed(IStringLocalizer<InvoicingPages> t) => new(t["Disputed"], Tone.Warning, Icons.Refused);

    public static Status Of(MessageState state, IStringLocalizer<MailText> texts) => new(texts[$"MessageState.{state}"], state switch
    {
        MessageState.Sent => Tone.Ok,
        MessageState.Failed => Tone.Refused,
        MessageState.Held => Tone.Warning,
        MessageState.Cancelled => Tone.Neutral,
        _ => Tone.Waiting,
    });

    public static Status Of(AccountingState state, IStringLocalizer<InvoicingText> texts) => new(texts[$"AccountingState.{state}"], state switch
    {
        AccountingState.HandedOver => Tone.Ok,
        AccountingState.Queued => Tone.Waiting,
        AccountingState.Failed => Tone.Refused,
        _ => Tone.Neutral,
    });

    public static string Say(OnItsWay waiting, IStringLocalizer<InvoicingPages> t) =>
        waiting.IsDue ? t["OnItsWay", waiting.To] : t["OnItsWayPlanned", waiting.To, Formats.Current.DateTime(waiting.GoesAt)];

    public static TimelineEvent Event(TimelineRow row) => row.IsNote
        ? new TimelineEvent(row.At, null, row.Who, Icons.Note, Note: row.Text)
        : new TimelineEvent(row.At, row.Who.Length == 0 ? null : row.Who, row.Text, Icons.Invoice);
}
