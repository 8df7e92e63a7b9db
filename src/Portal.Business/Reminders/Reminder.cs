using Portal.Business.Common;
using Portal.Business.Mail;

namespace Portal.Business.Reminders;

public enum ReminderState
{
    /// <summary>Its message waits to be sent, or for a recipient.</summary>
    Queued,

    /// <summary>A mail server accepted it, or it was handed over on paper.</summary>
    Sent,

    /// <summary>It reached nobody.</summary>
    NotDelivered,
}

/// <summary>One reminder to one client at one level, over one or several invoices in one currency: a message and a letter.</summary>
public sealed class ReminderNotice : Entity, IVersioned, IAudited, IBelongsToClient
{
    private ReminderNotice()
    {
    }

    internal ReminderNotice(ReminderDraft draft, ICurrentUser by, DateTime now)
    {
        LegalEntityId = draft.Entity.Id;
        ClientId = draft.Client.Id;
        Currency = draft.Currency;
        Level = draft.Level.Number;
        Tone = draft.Level.Tone;
        On = draft.Today;
        CreatedAt = now;
        ByName = by.Name;
        Reminders.AddRange(draft.Claims.Select(c => new Reminder(this, c)));
    }

    public long LegalEntityId { get; private set; }

    /// <summary>Who is to pay.</summary>
    public long ClientId { get; private set; }

    public string Currency { get; private set; } = "";

    public int Level { get; private set; }

    public ReminderTone Tone { get; private set; }

    /// <summary>The day up to which it claims; of the legal entity.</summary>
    public DateOnly On { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public string ByName { get; private set; } = "";

    public ReminderState State { get; private set; }

    /// <summary>The day from which the next level counts: when it reached the client.</summary>
    public DateOnly? SentOn { get; private set; }

    public long? MessageId { get; private set; }

    public long? LetterId { get; private set; }

    public List<Reminder> Reminders { get; } = [];

    public int Version { get; private set; }

    internal void Carry(OutgoingMessage message, long letterId)
    {
        MessageId = message.Id;
        LetterId = letterId;
    }

    internal void MarkSent(DateOnly day)
    {
        State = ReminderState.Sent;
        SentOn ??= day;
    }

    internal void MarkNotDelivered()
    {
        if (State != ReminderState.Sent)
        {
            State = ReminderState.NotDelivered;
        }
    }
}

/// <summary>What a notice says of one invoice. The database refuses a second for the same level of one instalment.</summary>
public sealed class Reminder : Entity, IBelongsToClient
{
    private Reminder()
    {
    }

    internal Reminder(ReminderNotice notice, ReminderClaim claim)
    {
        NoticeId = notice.Id;
        ClientId = notice.ClientId;
        Level = notice.Level;
        InvoiceId = claim.InvoiceId;
        DueOn = claim.DueOn;
        DaysLate = claim.DaysLate;
        Overdue = claim.Overdue;
        Interest = claim.Interest;
        Fee = claim.Fee;
    }

    public long NoticeId { get; private set; }

    public ReminderNotice? Notice { get; private set; }

    public long ClientId { get; private set; }

    public long InvoiceId { get; private set; }

    public int Level { get; private set; }

    /// <summary>The day of the instalment, or of what was released, that was the oldest open one: the levels count for it, and begin again with the next.</summary>
    public DateOnly DueOn { get; private set; }

    public int DaysLate { get; private set; }

    public decimal Overdue { get; private set; }

    public decimal Interest { get; private set; }

    public decimal Fee { get; private set; }
}

/// <summary>
/// Fee and interest that a person turned into a proforma: once per reminder, and the charges of one invoice one after the other, so that the
/// later only takes what the earlier left. Goes with its proforma when that is deleted.
/// </summary>
public sealed class ReminderCharge : Entity
{
    private ReminderCharge()
    {
    }

    internal ReminderCharge(Reminder reminder, int turn, long proformaId, decimal interest, decimal fee)
    {
        ReminderId = reminder.Id;
        InvoiceId = reminder.InvoiceId;
        Turn = turn;
        ProformaId = proformaId;
        Interest = interest;
        Fee = fee;
    }

    public long ReminderId { get; private set; }

    /// <summary>The invoice that is late.</summary>
    public long InvoiceId { get; private set; }

    /// <summary>From 1, among the charges of that invoice.</summary>
    public int Turn { get; private set; }

    /// <summary>The proforma that charges it, an invoice once issued.</summary>
    public long ProformaId { get; private set; }

    public decimal Interest { get; private set; }

    public decimal Fee { get; private set; }
}
